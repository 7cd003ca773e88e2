import type { ContestantResult, RowResult } from '../results/model.ts';
import { both, markdownTable, namesOf, type Pair } from './markdown.ts';
import { processorTime, seconds, times, timesFloor, whole } from './numbers.ts';

/** A row on both servers as a table of the document, with what there is to say of it. */
export function rowMarkdown(id: string, pair: Pair): string {
  const measured = [pair.mariadb, pair.mysql].filter((row) => row !== undefined);
  const [first] = measured;
  if (!first) return `Not measured yet: \`npm run bench -- --only ${id}\`.`;
  const head = [
    ...['tool', 'MariaDB, s', `× ${first.floor}`, 'MySQL, s', `× ${first.floor}`],
    ...['processor s', 'MiB', 'queries', 'fsyncs'],
  ];
  const rows = namesOf(pair).map((name) => cells(name, pair));
  return [markdownTable(head, rows), notes(measured)].filter(Boolean).join('\n\n');
}

function cells(name: string, { mariadb, mysql }: Pair): readonly string[] {
  const [one, other] = [mariadb, mysql].map((row) => row?.contestants.find((each) => each.name === name));
  const text = (value: (result: ContestantResult) => string): string =>
    both(one ? value(one) : '', other ? value(other) : '');
  return [
    [name, one?.version ?? other?.version].filter(Boolean).join(' '),
    ...timeCells(mariadb, one),
    ...timeCells(mysql, other),
    text(processorTime),
    text(({ memory }) => whole(memory)),
    text(({ queries }) => whole(queries)),
    text(({ fsyncs }) => whole(fsyncs)),
  ];
}

function timeCells(row: RowResult | undefined, result: ContestantResult | undefined): readonly string[] {
  if (!row || !result) return ['', ''];
  const { wall } = result;
  if (!wall) return ['failed', ''];
  const spread = `${seconds(wall.median)} (${seconds(wall.min)}-${seconds(wall.max)})`;
  return [spread, times(timesFloor(row, result)).replace(' ×', '')];
}

/** How it was measured, and who is missing. */
function notes(rows: readonly RowResult[]): string {
  const runs = rows.map(({ contestants }) => Math.max(...contestants.map((each) => each.runs)));
  const distance = rows.flatMap(({ roundTrip }) => (roundTrip ? [`${roundTrip.measured} ms`] : []));
  const missing = rows.flatMap(({ leftOut, server }) =>
    Object.entries(leftOut).map(([name, why]) => `${name} on ${server.kind}: ${why}`),
  );
  const failed = rows.flatMap(({ contestants, server }) =>
    contestants
      .filter((each) => each.failed !== undefined)
      .map(({ name }) => `${name} failed on ${server.kind}`),
  );
  return [
    `${[...new Set(runs)].join(' and ')} runs (smallest-largest in brackets); ${whenText(rows)}.`,
    ...(distance.length > 0
      ? [`A query took ${[...new Set(distance)].join(' and ')} longer than without the delay.`]
      : []),
    ...[...missing, ...failed].map((text) => `${text}.`),
  ].join(' ');
}

function whenText(rows: readonly RowResult[]): string {
  const all = rows.map(({ date, commit }) => `${date} at commit ${commit}`);
  return [...new Set(all)].join(', ');
}
