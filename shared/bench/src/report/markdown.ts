import type { ServerKind } from '@nilecare/dev-database';
import type { RowResult } from '../results/model.ts';

/** A table of Markdown; prettier aligns it later. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A row on both servers; either may not have been measured. */
export type Pair = Partial<Readonly<Record<ServerKind, RowResult>>>;

/** What was measured of a row. */
export function pairOf(rows: readonly RowResult[], id: string): Pair {
  const own = rows.filter(({ row }) => row === id);
  return Object.fromEntries(own.map((row) => [row.server.kind, row]));
}

/** Names of the contestants of a row, in the order in which they stand on either server. */
export function namesOf({ mariadb, mysql }: Pair): readonly string[] {
  const all = [...(mysql?.contestants ?? []), ...(mariadb?.contestants ?? [])];
  return [...new Set(all.map(({ name }) => name))];
}

/** What a cell says of both servers: `12 / 13`, or one figure where they are the same. */
export function both(mariadb: string, mysql: string): string {
  if (mariadb === mysql || mysql === '') return mariadb;
  return mariadb === '' ? mysql : `${mariadb} / ${mysql}`;
}
