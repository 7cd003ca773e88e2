import type { ServerKind } from '@nilecare/dev-database';
import type { ContestantResult, Results } from '../results/model.ts';
import { markdownTable, pairOf } from './markdown.ts';

/** A figure to plan with. */
interface Figure {
  readonly symbol: string;
  readonly text: string;
  readonly value: (find: Find) => number | undefined;
}

type Find = (row: string, contestant?: string) => ContestantResult | undefined;

const figures: readonly Figure[] = [
  {
    symbol: 'a',
    text: 'seconds of a run that finds 30 applied and nothing to do',
    value: (find) => find('nothing-30')?.wall?.median,
  },
  {
    symbol: 'b',
    text: 'seconds that each further 1,000 applied migrations add to it',
    value: (find) => slope(find('nothing-1000')?.wall?.median, find('nothing-10000')?.wall?.median, 9),
  },
  {
    symbol: 'c',
    text: 'seconds of processor time of such a run',
    value: (find) => sum(find('nothing-30')?.user, find('nothing-30')?.system),
  },
  {
    symbol: 'm',
    text: 'seconds of a migration on an empty schema',
    value: (find) => slope(find('fresh-30')?.wall?.median, find('fresh-1000')?.wall?.median, 970),
  },
  {
    symbol: 'f',
    text: 'fsyncs of a migration',
    value: (find) => slope(0, find('fresh-30')?.fsyncs, 30),
  },
  {
    symbol: 'q',
    text: 'queries of a migration of two statements',
    value: (find) => slope(find('nothing-30')?.queries, find('fresh-30')?.queries, 30),
  },
  { symbol: 'r', text: 'MiB of a process with one database', value: (find) => find('nothing-30')?.memory },
  {
    symbol: 'd',
    text: 'MiB that each further database in the same process adds',
    value: (find) =>
      slope(find('many-50', 'one alone')?.memory, find('many-50', 'all in one process')?.memory, 49),
  },
  {
    symbol: 'e',
    text: 'seconds that each further database with nothing to do adds in the same process',
    value: (find) =>
      slope(
        find('many-50', 'one alone')?.wall?.median,
        find('many-50', 'all in one process')?.wall?.median,
        49,
      ),
  },
];

/** The figures to plan with, and what they give for some numbers of databases. */
export function planning(results: Results): string {
  const known = (kind: ServerKind): ReadonlyMap<string, number> =>
    new Map(
      figures.flatMap(({ symbol, value }) => {
        const found = value(findOn(results, kind));
        return found === undefined ? [] : [[symbol, found] as const];
      }),
    );
  const [mariadb, mysql] = [known('mariadb'), known('mysql')];
  const rows = figures.map(({ symbol, text }) => [
    ...[symbol, text, short(mariadb.get(symbol)), short(mysql.get(symbol))],
  ]);
  const plans = [100, 500, 1_000].map((count) => [
    String(count),
    ...[mariadb, mysql].flatMap((values) => [
      short(oneProcess(values, count)),
      short(rollOut(values, count)),
    ]),
  ]);
  return [
    markdownTable(['', 'figure', 'MariaDB', 'MySQL'], rows),
    'Calculated from these, in seconds on the measured machine, in one process:',
    markdownTable(
      [
        'databases',
        'nothing to do, MariaDB',
        '5 migrations, MariaDB',
        'nothing to do, MySQL',
        '5 migrations, MySQL',
      ],
      plans,
    ),
  ].join('\n\n');
}

function findOn({ rows }: Results, kind: ServerKind): Find {
  return (row, contestant = 'nilecare') =>
    pairOf(rows, row)[kind]?.contestants.find(({ name }) => name === contestant);
}

/** a + (N − 1) e */
function oneProcess(values: ReadonlyMap<string, number>, count: number): number | undefined {
  const [start, each] = [values.get('a'), values.get('e')];
  return start === undefined || each === undefined ? undefined : start + (count - 1) * each;
}

/** a + (N − 1) e + 5 N m: as if the server did nothing side by side. */
function rollOut(values: ReadonlyMap<string, number>, count: number): number | undefined {
  const [nothing, migration] = [oneProcess(values, count), values.get('m')];
  return nothing === undefined || migration === undefined ? undefined : nothing + 5 * count * migration;
}

function slope(from: number | undefined, to: number | undefined, steps: number): number | undefined {
  return from === undefined || to === undefined ? undefined : (to - from) / steps;
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** Three significant digits. */
function short(value: number | undefined): string {
  return value === undefined ? 'not measured' : String(Number(value.toPrecision(3)));
}
