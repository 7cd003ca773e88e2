import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { ServerKind } from '@nilecare/dev-database';
import type { Result, StatementCounts } from './trial.ts';

/** Statements by service and kind of server. */
export type Baseline = Readonly<
  Partial<Record<string, Readonly<Partial<Record<ServerKind, StatementCounts>>>>>
>;

const file = new URL('baseline.json', import.meta.url);

/** The numbers that procedure 7 compares with. */
export function readBaseline(): Baseline {
  return JSON.parse(readFileSync(file, 'utf8')) as Baseline;
}

/** The baseline with the numbers of some results in place of its own. */
export function withResults(baseline: Baseline, results: readonly Result[]): Baseline {
  const next: Record<string, Partial<Record<ServerKind, StatementCounts>>> = {};
  for (const [service, kinds] of Object.entries(baseline)) next[service] = { ...kinds };
  for (const { service, server, statements } of results)
    if (statements) next[service] = { ...next[service], [server.kind]: statements };
  return next;
}

/** Writes the numbers that procedure 7 compares with. */
export async function writeBaseline(baseline: Baseline): Promise<void> {
  await writeFile(file, `${JSON.stringify(baseline, null, 2)}\n`);
}
