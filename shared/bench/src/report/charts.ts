import type { ContestantResult, Results } from '../results/model.ts';
import { barChart, type BarGroup } from './bar-chart.ts';
import { namesOf, pairOf, type Pair } from './markdown.ts';
import { seconds, whole } from './numbers.ts';

/** A chart of one figure of a row. */
interface Drawn {
  readonly row: string;
  /** Of the file, when there are several of a row. */
  readonly suffix?: string;
  readonly unit: string;
  readonly value: (result: ContestantResult) => number | undefined;
  readonly format: (value: number) => string;
}

const wall = { unit: 'seconds', value: (result: ContestantResult) => result.wall?.median, format: seconds };

const drawn: readonly Drawn[] = [
  ...['nothing-30', 'info-30', 'fresh-30', 'fresh-1000', 'fresh-1000-all'].map((row) => ({ row, ...wall })),
  ...['nothing-10000', 'distant-50', 'file-100m'].map((row) => ({ row, ...wall })),
  { row: 'fresh-30', suffix: '-queries', unit: 'queries', value: ({ queries }) => queries, format: whole },
  { row: 'file-100m', suffix: '-memory', unit: 'MiB', value: ({ memory }) => memory, format: whole },
  { row: 'file-1g', suffix: '-memory', unit: 'MiB', value: ({ memory }) => memory, format: whole },
];

/** The charts of everything that was measured: name of the file and SVG. */
export function charts({ rows }: Results): ReadonlyMap<string, string> {
  return new Map(
    drawn.flatMap((chart) => {
      const pair = pairOf(rows, chart.row);
      const title = (pair.mysql ?? pair.mariadb)?.title;
      if (title === undefined) return [];
      const groups = namesOf(pair).map((name) => group(name, pair, chart));
      const text = barChart({
        ...{ title: `${title}: ${chart.unit}`, series: ['MariaDB', 'MySQL'], format: chart.format },
        groups,
      });
      return [[chartName(chart), text] as const];
    }),
  );
}

/** The charts of a row as Markdown; nothing where it was not measured. */
export function chartLinks(row: string, results: Results): string {
  const known = charts(results);
  return drawn
    .filter((chart) => chart.row === row && known.has(chartName(chart)))
    .map((chart) => `![${chart.unit} of the row ${row}, by tool](performance/${chartName(chart)})`)
    .join('\n\n');
}

function chartName({ row, suffix = '' }: Drawn): string {
  return `${row}${suffix}.svg`;
}

function group(name: string, pair: Pair, { value }: Drawn): BarGroup {
  const values = [pair.mariadb, pair.mysql].map((row) => {
    const result = row?.contestants.find((each) => each.name === name);
    return result && value(result);
  });
  return { label: name, emphasis: name === 'nilecare' ? 'strong' : 'plain', values };
}
