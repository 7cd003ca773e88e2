import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateOn, type Said } from './migrator.ts';
import { rows, untilSame, type Node } from './node.ts';
import type { Options } from './options.ts';

/** What a kind of round is made of. */
export interface Scene {
  readonly name: string;
  readonly nodes: readonly Node[];
  /** Where a migrator is started in a round, one for each; a node may come twice. */
  readonly writers: (round: number) => readonly Node[];
  /** Where one is started that must refuse. */
  readonly refusing: readonly Node[];
}

/** What became of all rounds of a scene. */
export interface Figures {
  readonly name: string;
  readonly rounds: number;
  /** Rounds in which exactly one migrator applied everything, and all ended well. */
  readonly good: number;
  /** How often each node's migrator was the one, by `host:port`. */
  readonly wins: Readonly<Record<string, number>>;
  /** Of those on nodes that must not be written to: the others came when all was done. */
  readonly refused: number;
  /** One line for each round that was not good. */
  readonly bad: readonly string[];
  readonly medianMilliseconds: number;
}

/** DDL, DML, and a statement that would not work twice. */
const first = {
  'V1__a.sql':
    'CREATE TABLE a (id INT PRIMARY KEY, v INT);\nINSERT INTO a VALUES (1, 0);\nUPDATE a SET v = v + 1;',
  'V2__b.sql': 'CREATE TABLE b (id INT PRIMARY KEY);\nALTER TABLE a ADD COLUMN w INT;',
};
const second = {
  'V3__c.sql': 'UPDATE a SET v = v + 1;\nCREATE TABLE c (id INT PRIMARY KEY);\nUPDATE a SET v = v + 1;',
};

/** Each round: a schema without a history, and then one with; twice as many are started as rounds are asked for. */
export async function playRounds(scene: Scene, options: Options): Promise<Figures> {
  const wins: Record<string, number> = {};
  const bad: string[] = [];
  const times: number[] = [];
  let refused = 0;
  for (let round = 1; round <= options.rounds; round++) {
    const folder = await mkdtemp(path.join(tmpdir(), 'migrate-cluster-'));
    const schema = `clustertest_${process.pid}_${round}`;
    try {
      await run(scene.nodes[0], `CREATE DATABASE ${schema}`);
      await untilSame(scene.nodes, `SHOW DATABASES LIKE '${schema}'`);
      for (const [files, rank] of [
        [first, 2],
        [second, 3],
      ] as const) {
        for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
        const said = await play(scene, round, schema, folder, options);
        times.push(...said.writers.map(({ milliseconds }) => milliseconds));
        refused += said.refusing.filter(({ error }) => error?.code === 'SERVER_NOT_WRITABLE').length;
        const problem = judge(said, Object.keys(files).length) ?? (await look(scene, schema, rank));
        if (problem !== undefined) bad.push(`round ${round}, rank ${rank}: ${problem}`);
        const winner = said.writers.find(({ applied }) => applied > 0);
        if (winner) count(wins, `${winner.node.host}:${winner.node.port}`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
      await run(scene.nodes[0], `DROP DATABASE IF EXISTS ${schema}`);
    }
  }
  const rounds = 2 * options.rounds;
  return {
    name: scene.name,
    rounds,
    good: rounds - bad.length,
    wins,
    refused,
    bad,
    medianMilliseconds: median(times),
  };
}

interface AllSaid {
  readonly writers: readonly Said[];
  readonly refusing: readonly Said[];
}

async function play(
  scene: Scene,
  round: number,
  schema: string,
  folder: string,
  options: Options,
): Promise<AllSaid> {
  const start = (nodes: readonly Node[]) =>
    Promise.all(nodes.map(({ address }) => migrateOn(address, schema, folder, options)));
  const [writers, refusing] = await Promise.all([start(scene.writers(round)), start(scene.refusing)]);
  return { writers, refusing };
}

/** What is wrong with what they said. */
function judge({ writers, refusing }: AllSaid, scripts: number): string | undefined {
  const failed = writers.filter(({ code }) => code !== 0);
  if (failed.length > 0) return failed.map(failureOf).join(' | ');
  const applied = writers.map((said) => said.applied);
  if (applied.filter((n) => n === scripts).length !== 1 || applied.some((n) => n !== 0 && n !== scripts))
    return `applied ${applied.join(' and ')} of ${scripts}`;
  // Once the primary's doing has arrived there is nothing to refuse.
  const willing = refusing.find(
    ({ error, ...said }) => error?.code !== 'SERVER_NOT_WRITABLE' && (said.code !== 0 || said.applied !== 0),
  );
  return willing ? `not refused: ${willing.error?.message ?? `exit code ${willing.code}`}` : undefined;
}

function failureOf({ node, code, error }: Said): string {
  return `${node.host}:${node.port} exit code ${code}: ${error?.code ?? ''} ${error?.message ?? ''}`;
}

/** What is wrong in the schema, on any node. */
async function look({ nodes }: Scene, schema: string, rank: number): Promise<string | undefined> {
  const history = `SELECT installed_rank, version, success FROM ${schema}.schema_version ORDER BY installed_rank`;
  await untilSame(nodes, history);
  await untilSame(nodes, `SELECT id, v FROM ${schema}.a`);
  const [node] = nodes;
  if (!node) return undefined;
  const found = (await rows(node, history)).map((row) => row.join(' ')).join(', ');
  const expected = Array.from({ length: rank }, (_, index) => `${index + 1} ${index + 1} 1`).join(', ');
  if (found !== expected) return `history ${found}`;
  const [row] = await rows(node, `SELECT v FROM ${schema}.a`);
  const value = rank === 2 ? 1 : 3;
  return Number(row?.[0]) === value ? undefined : `a.v is ${String(row?.[0])} instead of ${value}`;
}

async function run(node: Node | undefined, sql: string): Promise<void> {
  await node?.connection.query(sql);
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
