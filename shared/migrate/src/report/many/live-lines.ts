import type { RunEvent } from '../../execute/events.ts';
import type { DatabaseEvent } from '../../commands/many/many.ts';
import { statusLine } from '../progress.ts';
import { finishedStatus, type Finished, type Status } from './result.ts';

/** What a terminal shows of one database while others run. */
export interface LiveRow {
  readonly name: string;
  readonly state: 'waiting' | 'running' | Status;
  /** What it does, or why it waits. */
  readonly text: string;
  /** When it was begun, as of Date.now(). */
  readonly since?: number;
}

/** The row behind an event. */
export function nextRow(row: LiveRow, event: DatabaseEvent<Finished>, now: number): LiveRow {
  switch (event.type) {
    case 'begun':
      return { ...row, state: 'running', text: 'connecting', since: now };
    case 'connection-refused':
      return { name: row.name, state: 'waiting', text: 'no connection left on the server' };
    case 'ended':
      return { ...row, text: '', state: endState(event.outcome) };
    default:
      return { ...row, text: textOf(event) ?? row.text };
  }
}

function endState(outcome: Extract<DatabaseEvent<Finished>, { type: 'ended' }>['outcome']): Status {
  return outcome.kind === 'done' ? finishedStatus(outcome.result) : outcome.kind;
}

function textOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'lock-waiting':
    case 'lease-waiting':
      return `waiting for the migration lock (${Math.round(event.waited)} of ${event.timeout} s)`;
    case 'planned':
      return event.version === null ? 'from an empty schema' : `from version ${event.version}`;
    case 'statement-started':
      return statusLine(event);
    case 'statement-waiting':
      return `statement ${event.place.statement.number} waits for a lock`;
    default:
      return undefined;
  }
}

/** Lines and columns of a terminal. */
export interface Room {
  readonly rows: number;
  readonly columns: number;
}

/**
 * A line for each database, and one with the totals. Where not all find room, those that run, the longest first; never
 * more lines than the terminal has.
 */
export function liveLines(
  rows: readonly LiveRow[],
  { rows: height, columns }: Room,
  now: number,
): readonly string[] {
  const room = Math.max(1, height - 2);
  const shown = rows.length <= room ? rows : longestFirst(rows).slice(0, room);
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = shown.map((row) => {
    const what = row.state === 'running' ? row.text : [row.state, row.text].filter(Boolean).join(': ');
    const time =
      row.state === 'running' && row.since !== undefined
        ? `  ${((now - row.since) / 1000).toFixed(1)} s`
        : '';
    return cut(`${row.name.padEnd(width)}  ${what}${time}`, columns);
  });
  return [...lines, cut(totals(rows), columns)];
}

function longestFirst(rows: readonly LiveRow[]): readonly LiveRow[] {
  return rows.filter(({ state }) => state === 'running').toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));
}

function totals(rows: readonly LiveRow[]): string {
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  const others = [...counts].filter(([state]) => state !== 'done');
  return [
    `${counts.get('done') ?? 0} of ${rows.length} done`,
    ...others.map(([state, count]) => `${count} ${state}`),
  ].join(', ');
}

/** A line that wraps would not be taken away again. */
function cut(line: string, columns: number): string {
  return line.length < columns ? line : line.slice(0, Math.max(0, columns - 1));
}
