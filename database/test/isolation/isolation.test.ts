import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { accountThings } from './account-things.ts';
import { crossingThings } from './crossing-things.ts';
import { databaseThings } from './database-things.ts';
import type { Thing } from './model.ts';
import { recordThings } from './record-things.ts';
import { serverThings } from './server-things.ts';
import { lookOnServer } from './look.ts';
import { rowsOfSession } from './session.ts';
import { sights } from './sights.ts';
import { openStage, type Stage } from './stage.ts';
import { tryInOtherDatabases, tryInOwnDatabase, tryOnServer, type Trial } from './try-thing.ts';

const isOwn = !process.env['NILECARE_TEST_URL'];

describe.each(testServers())('the users on $kind $version', { timeout: 120_000 }, (given) => {
  let stage: Stage;
  let grants: readonly string[];
  beforeAll(async () => {
    stage = await openStage(given, isOwn);
    grants = await grantsOf(stage);
  });
  afterAll(() => stage.close());

  const named = <T extends Pick<Thing, 'name' | 'only' | 'ownServer'>>(things: readonly T[]) =>
    things
      .filter(
        ({ only = given.kind, ownServer }) => only === given.kind && (isOwn || ownServer !== 'everybody'),
      )
      .map((thing) => [thing.name, thing] as const);

  it.for(named([...databaseThings, ...recordThings]))(
    'in another database: %s',
    async ([, thing], { task }) => {
      check(task, await tryInOtherDatabases(stage, 'in another database', thing));
    },
  );

  it.for(named(crossingThings))('from its own into another: %s', async ([, thing], { task }) => {
    check(task, await tryInOtherDatabases(stage, 'from its own into another', thing));
  });

  it.for(named([...databaseThings, ...recordThings]))(
    'in its own database: %s',
    async ([, thing], { task }) => {
      check(task, await tryInOwnDatabase(stage, thing));
    },
  );

  it.for(named(sights))('on the server: %s shows no more than is its own', async ([, sight], { task }) => {
    check(task, await lookOnServer(stage, sight));
  });

  it('a right too many would be found', async () => {
    const [select] = databaseThings.filter(({ name }) => name === 'SELECT');
    const [actor] = stage.actors;
    if (!select || !actor) throw new Error('nothing to try');
    const right = `SELECT ON ${stage.databases[1] ?? ''}.*`;
    await rowsOfSession(stage.administrator, [`GRANT ${right} TO ${actor.login.user}@localhost`]);
    const { problems } = await tryInOtherDatabases(stage, 'in another database', select);
    await rowsOfSession(stage.administrator, [`REVOKE ${right} FROM ${actor.login.user}@localhost`]);
    expect(problems).toEqual([`${actor.label} got may, expected 1142`]);
  });

  it('the users still have the rights that they began with', async () => {
    expect(await grantsOf(stage)).toEqual(grants);
  });

  // The last one ends the server.
  it.for(named([...accountThings, ...serverThings]))('on the server: %s', async ([, thing], { task }) => {
    check(task, await tryOnServer(stage, thing));
  });
});

/** A right that a try left behind would spoil every later one. */
async function grantsOf({ actors, administrator }: Stage): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { login } of actors) {
    const rows = await rowsOfSession(administrator, [`SHOW GRANTS FOR ${login.user}@localhost`]);
    all.push(...rows.flatMap((row) => Object.values(row).map(String)));
  }
  return all.sort();
}

/** The matrix shows what came of a thing, whether it passes or not. */
function check(task: TestContext['task'], { row, problems }: Trial): void {
  task.meta.isolation = row;
  expect(problems).toEqual([]);
}
