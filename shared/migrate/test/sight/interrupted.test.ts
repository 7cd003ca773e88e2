import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { MigrateError } from '../../src/errors.ts';
import type { Listener } from '../../src/execute/events.ts';
import { LostSessionError, UnknownStateError } from '../../src/resume-errors.ts';
import { describeError } from '../../src/report/describe-error.ts';
import { splitStatements } from '../../src/source/splitter.ts';
import { createProject, type Project } from '../project.ts';
import { isFull } from '../faults/full.ts';
import { startKiller, type Killer } from './killer.ts';
import { leftIn, prepare, runBare, withoutSchema, written, type Seen } from './run.ts';
import { sights, type Sight } from './scripts.ts';

const settings = { baselineOnMigrate: true, baselineVersion: '0' } as const;

/** When the connection is killed, while statement n is announced. */
const moments = [
  /** Journal written, statement not sent. */
  'before',
  /** At the same time as it is sent: before it, in it, or behind it. */
  'around',
] as const;
type Moment = (typeof moments)[number];

/** Each takes a run and a kill for each of its statements: the gate takes these, at one of the moments in turn. */
const chosen: readonly string[] = [
  'LAST_INSERT_ID()',
  'user variables',
  'sql_mode and quotes',
  'LOCK TABLES',
  'PREPARE and EXECUTE',
  'SET NAMES latin1',
  'SQL SECURITY and SET ROLE',
  'foreign_key_checks',
];
const killed = isFull ? sights : sights.filter(({ name }) => chosen.includes(name));

describe.each(testServers())(
  'T7: a script whose connection is killed at each statement, on $kind $version',
  (server) => {
    let killer: Killer;
    beforeAll(async () => {
      killer = await startKiller(server);
    });
    afterAll(() => killer.end());

    it.each(killed.map((sight) => [sight.name, sight] as const))(
      'ends as an undisturbed one, or asks: %s',
      async (_name, sight) => {
        const bare = await runBare(server, sight);
        const total = splitStatements(sight.script).statements.length;
        const kills = killsOf(total);
        let asked = 0;
        for (const { number, moment } of kills) {
          const project = await begin(server, sight);
          await interrupt(project, { number, moment }, killer);
          const end = await goOn(project);
          if (end === undefined) await expectSame(project, sight, bare);
          else {
            expect({ number, moment, text: describeError(end) }).toMatchObject({
              text: expect.stringMatching(sight.mayStop ?? /^never$/) as string,
            });
            asked++;
          }
        }
        expect(asked).toBeLessThan(kills.length);
      },
      240_000,
    );
  },
);

interface Kill {
  readonly number: number;
  readonly moment: Moment;
}

/** What is killed, and when: everything at both moments, or each statement at one of them. */
function killsOf(total: number): readonly Kill[] {
  return Array.from({ length: total }, (_, index) => index + 1).flatMap((number) =>
    moments.filter((_moment, index) => isFull || index === number % 2).map((moment) => ({ number, moment })),
  );
}

async function begin(server: TestServer, sight: Sight): Promise<Project> {
  const project = await createProject(server);
  await project.write({ 'V1__x.sql': written(sight.script, project.schema) });
  if (sight.conf) await project.write({ 'V1__x.sql.conf': sight.conf });
  await prepare(server, project.schema, sight);
  return project;
}

/** Kills the connections of a run at a statement; one that ends all the same was killed behind it. */
async function interrupt(project: Project, { number, moment }: Kill, killer: Killer): Promise<void> {
  const [[spared] = []] = await project.query('SELECT CONNECTION_ID()');
  const kill = () => killer.kill(project.schema, Number(spared));
  let killed: Promise<void> | undefined;
  const listener: Listener = (event) => {
    if (event.type !== 'statement-started' || event.statement.number !== number) return;
    if (moment === 'before') kill();
    else killed = new Promise((resolve) => setImmediate(() => resolve(kill())));
  };
  await migrate(project.config(settings), { listener }).catch((error: unknown) => {
    if (!(error instanceof MigrateError)) throw error;
  });
  await killed;
}

/** @returns why it asks; undefined when it went to its end */
async function goOn(project: Project): Promise<MigrateError | undefined> {
  try {
    await migrate(project.config(settings));
    expect(await project.history()).toEqual(expect.arrayContaining(['1 SQL 1']));
    return undefined;
  } catch (error) {
    if (error instanceof UnknownStateError || error instanceof LostSessionError) return error;
    throw error;
  }
}

/** Numbers that a rolled back INSERT has used up are not given again, whoever goes on. */
async function expectSame(project: Project, sight: Sight, bare: Seen): Promise<void> {
  if (sight.same === undefined) {
    expect(await leftIn(project.server, project.schema)).toEqual(bare.left);
    return;
  }
  expect(withoutSchema(await project.query(sight.same), project.schema)).toEqual(bare.same);
}
