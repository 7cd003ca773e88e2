import type { ServerKind } from '@nilecare/dev-database';
import type { ContestantResult, Results, RowResult } from './model.ts';

/** What is to be reached, and what was measured on one kind of server. */
export interface Goal {
  /** `P1`. */
  readonly id: string;
  readonly text: string;
  /** Undefined: that row was not measured. */
  readonly measured: Partial<Readonly<Record<ServerKind, Reached>>>;
}

/** One figure against a limit. */
export interface Reached {
  readonly value: number;
  readonly isReached: boolean;
}

/** How a goal is looked up. */
interface Rule {
  readonly id: string;
  readonly text: string;
  /** The figure is at most this, or at least when `atLeast` says so. */
  readonly limit: number;
  readonly direction?: 'at most' | 'at least';
  /** Undefined when something of it was not measured. */
  readonly value: (find: Find) => number | undefined;
}

/** A contestant of a row. */
type Find = (row: string, contestant: string) => ContestantResult | undefined;

const rules: readonly Rule[] = [
  ...(['nothing-30', 'info-30', 'validate-30'] as const).flatMap((row): readonly Rule[] => [
    { id: 'P1', text: `${row}: times bare node`, limit: 2, value: wallRatio(row, 'nilecare', 'node') },
    { id: 'P1', text: `${row}: times Flyway`, limit: 0.1, value: wallRatio(row, 'nilecare', 'flyway') },
  ]),
  {
    id: 'P2',
    text: 'fresh-30: times the client',
    limit: 1.6,
    value: wallRatio('fresh-30', 'nilecare', 'client'),
  },
  { id: 'P2', text: 'fresh-1000: times the client', limit: 1.25, value: freshThousand },
  {
    id: 'P3',
    text: 'nothing-1000: times bare node',
    limit: 2.5,
    value: wallRatio('nothing-1000', 'nilecare', 'node'),
  },
  {
    id: 'P3',
    text: 'nothing-10000: seconds',
    limit: 1,
    value: (find) => find('nothing-10000', 'nilecare')?.wall?.median,
  },
  {
    id: 'P3',
    text: 'growth from 3,000 to 10,000 against 1,000 to 3,000, a migration',
    limit: 1.5,
    value: growth,
  },
  {
    id: 'P4',
    text: 'fresh-30: queries for 60 statements',
    limit: 2 * 60 + 12,
    value: (find) => find('fresh-30', 'nilecare')?.queries,
  },
  {
    id: 'P4',
    text: 'distant-50: Flyway, times the engine',
    limit: 6,
    direction: 'at least',
    value: wallRatio('distant-50', 'flyway', 'nilecare'),
  },
  { id: 'P5', text: 'file-1g: MiB', limit: 150, value: (find) => find('file-1g', 'nilecare')?.memory },
  {
    id: 'P5',
    text: "file-1g: of the client's rate",
    limit: 0.8,
    direction: 'at least',
    value: wallRatio('file-1g', 'client', 'nilecare'),
  },
  {
    id: 'P6',
    text: 'many-services: all three against the slowest alone',
    limit: 1.3,
    value: servicesTogether,
  },
  {
    id: 'P6',
    text: 'many-50: all against one alone',
    limit: 1.3,
    value: wallRatio('many-50', 'all in one process', 'one alone'),
  },
  { id: 'P7', text: 'setup: seconds', limit: 10, value: (find) => find('setup', 'setup')?.wall?.median },
  {
    id: 'P7',
    text: 'setup: seconds of the three migrations',
    limit: 1.5,
    value: (find) => find('setup', 'setup')?.more?.['migrations'],
  },
  {
    id: 'P8',
    text: 'npm-test: seconds',
    limit: 300,
    value: (find) => find('npm-test', 'npm test')?.wall?.median,
  },
];

/** Every goal, reached or not; what was not measured has no figure. */
export function goalsOf({ rows }: Results): readonly Goal[] {
  return rules.map((rule) => {
    const kinds = (['mariadb', 'mysql'] as const).flatMap((kind) => {
      const value = rule.value((row, name) =>
        findIn(rows, kind, row)?.contestants.find((each) => each.name === name),
      );
      return value === undefined ? [] : [[kind, reached(rule, value)] as const];
    });
    const sign = rule.direction === 'at least' ? '≥' : '≤';
    return { id: rule.id, text: `${rule.text} ${sign} ${rule.limit}`, measured: Object.fromEntries(kinds) };
  });
}

function reached({ limit, direction = 'at most' }: Rule, value: number): Reached {
  return { value, isReached: direction === 'at most' ? value <= limit : value >= limit };
}

function findIn(rows: readonly RowResult[], kind: ServerKind, id: string): RowResult | undefined {
  return rows.find(({ row, server }) => row === id && server.kind === kind);
}

function wallRatio(row: string, one: string, other: string): Rule['value'] {
  return (find) => {
    const [above, below] = [find(row, one)?.wall, find(row, other)?.wall];
    return above && below ? above.median / below.median : undefined;
  };
}

/** Where all tools were measured, that is as good. */
function freshThousand(find: Find): number | undefined {
  return (
    wallRatio('fresh-1000', 'nilecare', 'client')(find) ??
    wallRatio('fresh-1000-all', 'nilecare', 'client')(find)
  );
}

/** One where time grows in a straight line; undefined where noise hides the growth. */
function growth(find: Find): number | undefined {
  const [few, more, most] = [1_000, 3_000, 10_000].map((count) => find(`nothing-${count}`, 'nilecare')?.wall);
  if (!few || !more || !most || more.median <= few.median) return undefined;
  return (most.median - more.median) / 7 / ((more.median - few.median) / 2);
}

function servicesTogether(find: Find): number | undefined {
  const alone = ['auth-service', 'billing-service', 'payment-gateway-service'].map(
    (name) => find('many-services', name)?.wall?.median ?? NaN,
  );
  const all = find('many-services', 'all in one process')?.wall?.median;
  return all === undefined || alone.includes(NaN) ? undefined : all / Math.max(...alone);
}
