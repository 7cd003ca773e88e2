import { createRequire } from 'node:module';
import type CliTable from 'cli-table3';
import type { Setting } from './settings.ts';

/**
 * A table of every variable with its value and where it came from; every secret is `***`. For people who ask what
 * a service runs with.
 * @param configuration what `validateServiceEnvironment` or `checkServiceEnvironment` returned
 */
export function displayConfiguration({ settings }: { readonly settings: readonly Setting[] }): string {
  // Services show their configuration rarely, so the table's code is loaded then.
  const Table = createRequire(import.meta.url)('cli-table3') as typeof CliTable;
  const table = new Table({ head: ['variable', 'value', 'from'], style: { head: [], border: [] }, chars });
  for (const { name, value, origin } of settings) {
    table.push([name, printable(value ?? ''), value === undefined ? 'not set' : (origin ?? '')]);
  }
  return table.toString();
}

/** No line between the rows. */
const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } as const;

/** So that a value cannot move the cursor or forge a line. */
function printable(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
