import type { ContestantResult, Results } from '../results/model.ts';
import { goalsOf } from '../results/goals.ts';
import { reachedText } from './goal-table.ts';
import { both, markdownTable, namesOf, pairOf } from './markdown.ts';
import { seconds, whole } from './numbers.ts';

/** The goals, reached or not. */
export function goalMarkdown(results: Results): string {
  const rows = goalsOf(results).map(({ id, text, measured: { mariadb, mysql } }) => [
    ...[id, text, reachedText(mariadb) || 'not measured', reachedText(mysql) || 'not measured'],
  ]);
  return markdownTable(['goal', 'row and figure', 'MariaDB', 'MySQL'], rows);
}

/** Several rows side by side, one figure of each: seconds or queries, MariaDB / MySQL. */
export function sideBySide(
  results: Results,
  columns: Readonly<Record<string, string>>,
  figure: 'seconds' | 'queries',
): string {
  const pairs = Object.entries(columns).map(([row, title]) => ({ title, pair: pairOf(results.rows, row) }));
  const names = [...new Set(pairs.flatMap(({ pair }) => namesOf(pair)))];
  if (names.length === 0)
    return `Not measured yet: \`npm run bench -- --only ${Object.keys(columns).join(',')}\`.`;
  const text = (result: ContestantResult | undefined): string => {
    if (!result) return '';
    if (figure === 'queries') return whole(result.queries);
    return result.wall ? seconds(result.wall.median) : 'failed';
  };
  const rows = names.map((name) => [
    name,
    ...pairs.map(({ pair: { mariadb, mysql } }) => {
      const of = (row: typeof mariadb): string => text(row?.contestants.find((each) => each.name === name));
      return both(of(mariadb), of(mysql));
    }),
  ]);
  return markdownTable(['tool', ...pairs.map(({ title }) => title)], rows);
}

/** Where everything was measured, one line for each kind of server and machine. */
export function machineMarkdown({ rows }: Results): string {
  if (rows.length === 0) return 'Nothing has been measured yet.';
  const lines = rows.map(({ machine, server }) => {
    const settings = Object.entries(server.settings).map(([name, value]) => `${name}=${value}`);
    const name = `${server.kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${server.version}`;
    const where = `${machine.processors} × ${machine.processor}, ${machine.memory} GiB, ${machine.system}, Node.js ${machine.node}`;
    return `- ${where}; ${name} with ${settings.map((text) => `\`${text}\``).join(', ')}`;
  });
  return [...new Set(lines)].join('\n');
}
