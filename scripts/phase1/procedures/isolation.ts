import type { Service } from '@nilecare/database';
import type { Connection } from 'mysql2/promise';
import type { CriterionOf } from '../criteria.ts';
import { notRefused, type Forbidden } from '../refusals.ts';
import { select, withSession } from '../sql.ts';
import { failureOf, type Trial } from '../trial.ts';

type IsolationTrial = Trial<CriterionOf<10>>;

/** Procedure 10. */
export async function isolation(trial: IsolationTrial): Promise<void> {
  const { stage, service } = trial;
  trial.must('out', failureOf('migrate:up', await trial.npm('migrate:up')));
  const others = stage.map.services.filter(({ name }) => name !== service.name);
  const started = performance.now();
  await trial.asAdministrator(async (administrator) => {
    // Without a database of its own in use, because the first thing to try is to use another one.
    await withSession(stage.loginOf(service.user), async (session) => {
      trial.check('sees', await visible(session, others));
      for (const { database } of others)
        trial.check('out', await notRefused(session, administrator, intrusions(service.user, database)));
      trial.check('neighbour', await neighbourProblems(trial, session, administrator));
    });
    for (const { user } of others)
      await withSession(stage.loginOf(user), async (session) => {
        trial.check('in', await notRefused(session, administrator, intrusions(user, service.database)));
      });
  });
  trial.measured('all logins and tries', (performance.now() - started) / 1000);
  trial.note(`${others.length} databases and ${others.length} users tried`);
}

async function visible(session: Connection, others: readonly Service[]): Promise<readonly string[]> {
  const names = (await select(session, 'SHOW DATABASES')).map(([name]) => String(name));
  return others
    .filter(({ database }) => names.includes(database))
    .map(({ database }) => `it sees ${database}`);
}

function intrusions(user: string, database: string): readonly Forbidden[] {
  const by = (what: string): string => `${what} by ${user}`;
  return [
    { what: by(`USE ${database}`), sql: `USE \`${database}\`` },
    { what: by(`SELECT in ${database}`), sql: `SELECT * FROM \`${database}\`.schema_version` },
    { what: by(`DELETE in ${database}`), sql: `DELETE FROM \`${database}\`.schema_version WHERE 1 = 0` },
    {
      what: by(`CREATE TABLE in ${database}`),
      sql: `CREATE TABLE \`${database}\`.phase1_intruder (id INT PRIMARY KEY)`,
      undo: `DROP TABLE \`${database}\`.phase1_intruder`,
    },
    { what: by(`ALTER DATABASE ${database}`), sql: `ALTER DATABASE \`${database}\` CHARACTER SET utf8mb4` },
  ];
}

/** In a grant `_` stands for any character, unless it is escaped. */
async function neighbourProblems(
  { service }: IsolationTrial,
  session: Connection,
  administrator: Connection,
): Promise<readonly string[]> {
  const neighbour = service.database.replace('_', 'X');
  await administrator.query(`CREATE DATABASE \`${neighbour}\``);
  try {
    return await notRefused(session, administrator, intrusions(service.user, neighbour));
  } finally {
    await administrator.query(`DROP DATABASE \`${neighbour}\``);
  }
}
