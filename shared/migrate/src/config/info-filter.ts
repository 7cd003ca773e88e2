import type { State } from '../model.ts';
import type { Version } from '../version.ts';
import { splitList, type Parsed, type Setting } from './setting.ts';

/** What `info` shows; everything that is absent, or an empty list, lets all pass. */
export interface InfoFilter {
  /** `YYYY-MM-DD HH:MM:00`, on the clock that the history's `installed_on` is shown by. */
  readonly sinceDate?: string;
  readonly untilDate?: string;
  readonly sinceVersion?: Version;
  readonly untilVersion?: Version;
  readonly states: readonly State[];
}

/**
 * A moment as Flyway's `dd/MM/yyyy HH:mm`. Flyway takes 32/02 for 4 March and passes over what follows the minutes;
 * here both are refused, since a filter would mean another moment than was written.
 */
export function moment(description: string): Setting<string | undefined> {
  const parse = (written: string): Parsed<string | undefined> => {
    if (written.trim() === '') return { value: undefined };
    const value = readMoment(written.trim());
    return value ? { value } : { expected: 'must be written dd/mm/yyyy hh:mm, as in 13/10/2020 16:30' };
  };
  return { description, default: undefined, parse };
}

/** A list of states, by Flyway's names for them (`OUT_OF_ORDER`) or as `info` shows them; in any case. */
export function stateList(description: string): Setting<readonly State[]> {
  const parse = (written: string): Parsed<readonly State[]> => {
    const states = splitList(written).map((name) => statesByName.get(name.toUpperCase()));
    return states.includes(undefined)
      ? { expected: `must be a list of ${Object.keys(flywayNames).join(', ')}` }
      : { value: states.filter((state) => state !== undefined) };
  };
  return { description, default: [], parse };
}

function readMoment(written: string): string | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) +(\d{1,2}):(\d{1,2})$/.exec(written);
  if (!match) return undefined;
  const [day = '', month = '', year = '', hour = '', minute = ''] = match
    .slice(1)
    .map((part) => part.padStart(2, '0'));
  const text = `${year}-${month}-${day}T${hour}:${minute}:00.000Z`;
  const date = new Date(text);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString() === text;
  return exists ? `${year}-${month}-${day} ${hour}:${minute}:00` : undefined;
}

/** `MigrationState` of Flyway. */
const flywayNames: Readonly<Record<string, State>> = {
  PENDING: 'Pending',
  ABOVE_TARGET: 'Above Target',
  BELOW_BASELINE: 'Below Baseline',
  BASELINE_IGNORED: 'Ignored (Baseline)',
  BASELINE: 'Baseline',
  IGNORED: 'Ignored',
  MISSING_SUCCESS: 'Missing',
  MISSING_FAILED: 'Failed (Missing)',
  SUCCESS: 'Success',
  UNDONE: 'Undone',
  AVAILABLE: 'Available',
  FAILED: 'Failed',
  OUT_OF_ORDER: 'Out of Order',
  FUTURE_SUCCESS: 'Future',
  FUTURE_FAILED: 'Failed (Future)',
  OUTDATED: 'Outdated',
  SUPERSEDED: 'Superseded',
  DELETED: 'Deleted',
};

const statesByName: ReadonlyMap<string, State> = new Map([
  ...Object.entries(flywayNames),
  ...Object.values(flywayNames).map((state) => [state.toUpperCase(), state] as const),
]);
