import path from 'node:path';
import type { Connection } from 'mysql2/promise';
import type { CriterionOf } from '../criteria.ts';
import { tableNames, viewNames } from '../migrations.ts';
import { notRefused, type Forbidden } from '../refusals.ts';
import { errnoOf, select, withSession } from '../sql.ts';
import { failureOf, type Trial } from '../trial.ts';

type PermissionTrial = Trial<CriterionOf<6>>;

/** Procedure 6. */
export async function permissions(trial: PermissionTrial): Promise<void> {
  trial.must('works', failureOf('migrate:up', await trial.npm('migrate:up')));
  const started = performance.now();
  await trial.asAdministrator(async (administrator) => {
    await trial.asService(async (session) => {
      trial.check('works', await ownProblems(session));
      const forbidden = await onServer(trial, administrator);
      trial.check('server', await notRefused(session, administrator, forbidden));
      trial.check('hands', await notRefused(session, administrator, [handingOn(trial)]));
    });
    await asReader(trial, administrator);
  });
  trial.check('stranger', await strangerProblem(trial));
  trial.measured('all logins and tries', (performance.now() - started) / 1000);
}

const ownStatements = [
  'CREATE TABLE phase1_own (id INT NOT NULL PRIMARY KEY, name VARCHAR(20))',
  'ALTER TABLE phase1_own ADD COLUMN more INT NULL, ADD KEY idx_phase1_own_name (name)',
  "INSERT INTO phase1_own (id, name) VALUES (1, 'one')",
  "UPDATE phase1_own SET name = 'two' WHERE id = 1",
  'SELECT * FROM phase1_own',
  'CREATE VIEW phase1_own_view AS SELECT id FROM phase1_own',
  'DROP VIEW phase1_own_view',
  'DELETE FROM phase1_own',
  'DROP TABLE phase1_own',
];

async function ownProblems(session: Connection): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const sql of ownStatements) {
    const errno = await errnoOf(session, sql);
    if (errno !== 0) problems.push(`${sql.slice(0, 40)}… got error ${errno}`);
  }
  return problems;
}

async function onServer(
  { stage }: PermissionTrial,
  administrator: Connection,
): Promise<readonly Forbidden[]> {
  const [[id] = []] = await select(administrator, 'SELECT CONNECTION_ID()');
  const [[connections] = []] = await select(administrator, 'SELECT @@GLOBAL.max_connections');
  const file = path.join(stage.workspace.folder, 'phase1-outfile').replaceAll('\\', '/');
  return [
    {
      what: 'CREATE USER',
      sql: 'CREATE USER phase1_user@localhost',
      undo: 'DROP USER phase1_user@localhost',
    },
    {
      what: 'SET GLOBAL',
      sql: `SET GLOBAL max_connections = ${Number(connections)}`,
    },
    { what: 'SELECT … INTO OUTFILE', sql: `SELECT 1 INTO OUTFILE '${file}'` },
    { what: 'reading the accounts', sql: 'SELECT * FROM mysql.user' },
    {
      what: 'CREATE DATABASE',
      sql: 'CREATE DATABASE phase1_database',
      undo: 'DROP DATABASE phase1_database',
    },
    { what: "KILL of another's query", sql: `KILL QUERY ${Number(id)}` },
    { what: 'FLUSH', sql: 'FLUSH STATUS' },
  ];
}

function handingOn({ service, stage }: PermissionTrial): Forbidden {
  const target = `\`${service.database}\`.* `;
  const who = `\`${stage.map.readonlyUser}\`@localhost`;
  return {
    what: 'GRANT of a right on its own database',
    sql: `GRANT INSERT ON ${target} TO ${who}`,
    undo: `REVOKE INSERT ON ${target} FROM ${who}`,
  };
}

async function asReader(trial: PermissionTrial, administrator: Connection): Promise<void> {
  const { stage, service } = trial;
  const names = [...(await tableNames(administrator)), ...(await viewNames(administrator))];
  const [table = 'schema_version'] = names;
  await withSession(stage.loginOf(stage.map.readonlyUser, service.database), async (session) => {
    for (const name of names) {
      const errno = await errnoOf(session, `SELECT * FROM \`${name}\` LIMIT 1`);
      trial.check(
        'reads',
        errno === 0 ? undefined : `${stage.map.readonlyUser} got error ${errno} for ${name}`,
      );
    }
    trial.check('reads', names.length > 0 ? undefined : 'there is no table');
    trial.check('writes', await notRefused(session, administrator, changesOf(table)));
  });
}

/** None of them would change a row, should it be let through. */
function changesOf(table: string): readonly Forbidden[] {
  return [
    { what: `INSERT INTO ${table}`, sql: `INSERT INTO \`${table}\` SELECT * FROM \`${table}\` WHERE 1 = 0` },
    { what: `DELETE FROM ${table}`, sql: `DELETE FROM \`${table}\` WHERE 1 = 0` },
    { what: `ALTER TABLE ${table}`, sql: `ALTER TABLE \`${table}\` COMMENT = 'x'` },
    {
      what: 'CREATE TABLE',
      sql: 'CREATE TABLE phase1_reader (id INT PRIMARY KEY)',
      undo: 'DROP TABLE phase1_reader',
    },
  ];
}

async function strangerProblem({ stage, service }: PermissionTrial): Promise<string | undefined> {
  const login = { ...stage.loginOf(service.user), password: 'not-the-password-41' };
  try {
    await withSession(login, () => Promise.resolve());
    return `${service.user} was let in with a wrong password`;
  } catch (error) {
    const { errno } = error as { errno?: number };
    return errno === 1045 ? undefined : `a wrong password got error ${errno ?? String(error)}`;
  }
}
