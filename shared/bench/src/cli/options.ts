import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseKinds, type ServerKind } from '@nilecare/dev-database';
import { BenchError, type Row } from '../model.ts';
import { peers } from '../tools/peers.ts';

/** What `npm run bench` is told. */
export interface BenchOptions {
  readonly rows: readonly Row[];
  readonly runs: number;
  readonly kinds: readonly ServerKind[];
  /** Folder of the peers; default: in the user's cache. */
  readonly peers?: string;
  readonly without: readonly string[];
  /** Folder on the disk that the servers write to; default: the temporary folder. */
  readonly data?: string;
  /** `show` prints only; `documents` measures nothing and writes the document of the present results. */
  readonly action: 'measure and write' | 'measure and show' | 'documents' | 'list';
}

/** The help text. */
export const usage = `Usage: npm run bench [-- options]

Measures the engine beside other migration tools and the client program, each as a whole process, in turns, on private
servers with full durability. Prints tables, and writes shared/bench/results.json, docs/performance.md and its charts.
Rows that are not measured keep their last results. How it is done, and what came out: docs/performance.md.

  --only LIST      only these rows, as in fresh-30,info-30; --list names them
  --all            the rows that are measured on demand only, too
  --runs N         runs of each tool that count, default 5; some rows have an upper limit
  --servers LIST   mariadb, mysql or both, which is the default
  --peers DIR      folder that holds the other tools, as bin/goose; default: nilecare/peers in your cache
  --without LIST   other tools to leave out, which the results then say
  --data DIR       folder on the disk that the servers are to write to; default: the temporary folder
  --quick          one run of each and no warm-up; prints only
  --show           prints only
  --documents      measures nothing; writes docs/performance.md and its charts from the present results
  --list           names the rows, and how long they take
  --help           this text`;

/** @throws BenchError in a sentence */
export function readOptions(argv: readonly string[], rows: readonly Row[]): BenchOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const kinds = values.servers === undefined ? (['mariadb', 'mysql'] as const) : serversOf(values.servers);
  return {
    rows: chosenRows(rows, values.only, values.all),
    runs: values.quick ? 1 : runsOf(values.runs),
    kinds,
    ...(values.peers !== undefined && { peers: path.resolve(values.peers) }),
    without: namesOf(values.without),
    ...(values.data !== undefined && { data: path.resolve(values.data) }),
    action: actionOf(values),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string' },
        all: { type: 'boolean', default: false },
        runs: { type: 'string', default: '5' },
        servers: { type: 'string' },
        peers: { type: 'string' },
        without: { type: 'string' },
        data: { type: 'string' },
        quick: { type: 'boolean', default: false },
        show: { type: 'boolean', default: false },
        documents: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new BenchError(`${(error as Error).message}. See --help.`);
  }
}

function actionOf(values: ReturnType<typeof parse>): BenchOptions['action'] {
  if (values.list) return 'list';
  if (values.documents) return 'documents';
  return values.quick || values.show ? 'measure and show' : 'measure and write';
}

function chosenRows(rows: readonly Row[], only: string | undefined, all: boolean): readonly Row[] {
  if (only === undefined) return rows.filter(({ selection }) => all || selection === 'default');
  const ids = rows.map(({ id }) => id);
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !ids.includes(name));
  if (unknown !== undefined)
    throw new BenchError(`--only names "${unknown}"; expected some of ${ids.join(', ')}.`);
  return rows.filter(({ id }) => wanted.includes(id));
}

function runsOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new BenchError(`--runs is "${text}"; expected a number from 1 to 999.`);
}

function serversOf(text: string): readonly ServerKind[] {
  return parseKinds('--servers', text);
}

function namesOf(text: string | undefined): readonly string[] {
  const names = text === undefined ? [] : text.split(',').map((name) => name.trim());
  const known = peers.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new BenchError(`--without names "${unknown}"; expected some of ${known.join(', ')}.`);
  return names;
}
