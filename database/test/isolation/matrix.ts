import Table from 'cli-table3';
import type { Cell, Group, Row } from './model.ts';

const groups: readonly Group[] = [
  'in another database',
  'from its own into another',
  'on the server',
  'in its own database',
];

/** The rows of each server as tables of thing by user, one for each place, and a line that adds them up. */
export function matrixText(rows: readonly Row[]): string {
  const servers = [...new Set(rows.map(({ server }) => server))];
  return servers
    .map((server) => {
      const own = rows.filter((row) => row.server === server);
      return [...tablesOf(server, own), summaryOf(server, own)].join('\n');
    })
    .join('\n\n');
}

/** How many cells are as they must be, and how many are not. */
export function countCells(rows: readonly Row[]): {
  readonly refused: number;
  readonly allowed: number;
  readonly unexpected: number;
  readonly tries: number;
} {
  const cells = rows.flatMap((row) => Object.values(row.cells));
  const right = cells.filter(isRight);
  const allowed = right.filter(({ expected }) => expected === 'may').length;
  return {
    refused: right.length - allowed,
    allowed,
    unexpected: cells.length - right.length,
    tries: cells.reduce((sum, { tries }) => sum + tries, 0),
  };
}

function tablesOf(server: string, rows: readonly Row[]): readonly string[] {
  const users = usersOf(rows);
  const isRuntime = (user: string) => user.endsWith('_runtime');
  // All in one table would be too wide for a screen.
  const parts = [users.filter((user) => !isRuntime(user)), users.filter(isRuntime)].filter(
    (part) => part.length > 0,
  );
  return groups
    .flatMap((group) =>
      parts.map((part) => ({ group, part, things: rows.filter((row) => row.group === group) })),
    )
    .filter(({ things }) => things.length > 0)
    .map(({ group, part, things }) => `${server}\n${tableOf(group, part, things)}`);
}

function tableOf(group: Group, users: readonly string[], rows: readonly Row[]): string {
  const table = new Table({
    head: [group, ...users.map((user) => user.replace('_runtime', '\n_runtime'))],
    style: plain,
  });
  for (const { thing, cells } of rows) table.push([thing, ...users.map((user) => cellText(cells[user]))]);
  return table.toString();
}

/** In the order of the map: a row that lacks no user has it. */
function usersOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ cells }) => Object.keys(cells)).reduce((a, b) => (b.length > a.length ? b : a), []);
}

/** Without colours, which a log would hold as control characters, and without a line between all rows. */
const plain = { head: [], border: [], compact: true };

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return isRight(cell) ? `✓ ${cell.expected}` : `✗ ${cell.got}, not ${cell.expected}`;
}

function isRight({ expected, got }: Cell): boolean {
  return got === expected;
}

function summaryOf(server: string, rows: readonly Row[]): string {
  const { refused, allowed, unexpected, tries } = countCells(rows);
  const least = Math.min(...usersOf(rows).map((user) => refusalsOf(user, rows)));
  return `${server}: ${rows.length} things, ${tries} tries; ${refused} cells refused and ${allowed} allowed as they must be, ${unexpected} unexpected. Each user is refused at least ${least} things.`;
}

function refusalsOf(user: string, rows: readonly Row[]): number {
  const cells = rows.flatMap(({ cells: { [user]: cell } }) => (cell ? [cell] : []));
  return cells.filter((cell) => isRight(cell) && cell.expected !== 'may').length;
}
