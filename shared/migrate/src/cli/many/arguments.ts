import { splitList } from '../../config/setting.ts';
import { highestConcurrency } from '../../commands/many/many.ts';

/** A call for several databases. */
export interface Many {
  /** Folders and patterns, or names and `@` files, as they were written. */
  readonly kind: 'projects' | 'databases';
  readonly values: readonly string[];
  /** Default: 8. */
  readonly concurrency?: number;
  readonly onFailure: 'go on' | 'stop';
}

/** What of the command line concerns it. */
export interface ManyWords {
  readonly options: ReadonlyMap<string, string>;
  /** All commands that were named. */
  readonly named: readonly string[];
  readonly failFast: boolean;
  /** Flags that were given and are for one database; false for those that were not. */
  readonly refused: readonly (string | false)[];
}

/** Why a command does not run on several databases at once; those that are not named here do. */
const refusedCommands: Readonly<Record<string, string>> = {
  undo: 'what it takes back is looked at database by database',
  clean: 'it drops what is in a database, and is confirmed database by database',
  baseline: 'what a database has is looked at database by database',
  'lock break': 'it ends somebody, and is confirmed database by database',
  new: 'it writes the files of one project',
  check: 'it reads the files of one project',
};

/** Understands `-projects=`, `-databases=`, `-concurrency=` and `-failFast`. */
export function readMany({ options, named, failFast, refused }: ManyWords): {
  readonly many?: Many;
  readonly problems: readonly string[];
} {
  const [projects, databases, concurrency] = ['projects', 'databases', 'concurrency'].map((name) =>
    options.get(name),
  );
  const written = projects ?? databases;
  if (written === undefined) return { problems: strayProblems(concurrency, failFast) };
  const kind = projects === undefined ? 'databases' : 'projects';
  const values = splitList(written);
  const problems = [
    ...(projects !== undefined && databases !== undefined
      ? ['-projects= and -databases= exclude each other: call it once for each project']
      : []),
    ...(values.length === 0 ? [`-${kind}= needs a value: ${examples[kind]}`] : []),
    ...concurrencyProblems(concurrency),
    ...named.flatMap((command) => {
      const reason = refusedCommands[command];
      return reason === undefined ? [] : [`${command} is not for -${kind}=: ${reason}`];
    }),
    ...refused.flatMap((flag) => (flag === false ? [] : [`${flag} is for one database, not for -${kind}=`])),
  ];
  const many: Many = {
    kind,
    values,
    ...(concurrency !== undefined && { concurrency: Number(concurrency) }),
    onFailure: failFast ? 'stop' : 'go on',
  };
  return { many, problems };
}

const examples: Readonly<Record<Many['kind'], string>> = {
  projects: "folders, as in -projects=orders,invoices or -projects='services/*'",
  databases: 'names, as in -databases=shop_a,shop_b, or a file of names, as in -databases=@tenants.txt',
};

function strayProblems(concurrency: string | undefined, failFast: boolean): readonly string[] {
  const stray = [...(concurrency === undefined ? [] : ['-concurrency=']), ...(failFast ? ['-failFast'] : [])];
  return stray.map((flag) => `${flag} is for -projects= and -databases=`);
}

function concurrencyProblems(written: string | undefined): readonly string[] {
  if (written === undefined) return [];
  const value = Number(written);
  if (/^\d{1,3}$/.test(written) && value >= 1 && value <= highestConcurrency) return [];
  return [`-concurrency= must be a number from 1 to ${highestConcurrency}; it is "${written}"`];
}
