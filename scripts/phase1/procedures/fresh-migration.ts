import type { Connection } from 'mysql2/promise';
import type { CriterionOf } from '../criteria.ts';
import { appliedScripts, migrationFiles, tableNames, viewNames } from '../migrations.ts';
import { errnoOf, select } from '../sql.ts';
import { failureOf, type Trial } from '../trial.ts';

/** Procedure 1. */
export async function freshMigration(trial: Trial<CriterionOf<1>>): Promise<void> {
  const up = await trial.npm('migrate:up', '-outputType=json');
  trial.measured('migrate:up', up.seconds);
  trial.must('ends', failureOf('migrate:up', up));
  const { versioned, repeatable } = await migrationFiles(trial);
  const expected = [...versioned.map(({ file }) => file), ...repeatable];
  await trial.asAdministrator(async (session) => {
    trial.check('history', await historyProblems(session, expected));
    trial.check('tables', await tableProblems(session));
    trial.note(`${(await tableNames(session)).length} tables, ${(await viewNames(session)).length} views`);
  });
  trial.check('views', await trial.asService(viewProblems));
  trial.check('pending', stateProblems(await trial.npm('migrate:info', '-outputType=json')));
}

async function historyProblems(session: Connection, expected: readonly string[]): Promise<readonly string[]> {
  const rows = await appliedScripts(session);
  const names = rows.map(({ script }) => script);
  return [
    ...expected
      .filter((file) => names.filter((name) => name === file).length !== 1)
      .map((file) => `${file} is not exactly once in the history`),
    ...names.filter((name) => !expected.includes(name)).map((name) => `the history has ${name} as well`),
    ...rows.filter(({ isSuccess }) => !isSuccess).map(({ script }) => `${script} is marked as failed`),
  ];
}

async function tableProblems(session: Connection): Promise<readonly string[]> {
  const rows = await select(
    session,
    `SELECT t.table_name, t.engine, t.table_collation, COUNT(c.constraint_name)
     FROM information_schema.tables AS t
     LEFT JOIN information_schema.table_constraints AS c
       ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
     WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND t.table_name NOT LIKE 'schema\\_version%'
     GROUP BY t.table_name, t.engine, t.table_collation`,
  );
  if (rows.length === 0) return ['there is no table'];
  return rows.flatMap(([table, engine, collation, keys]) => [
    ...(engine === 'InnoDB' ? [] : [`${String(table)} is ${String(engine)}`]),
    ...(String(collation).startsWith('utf8mb4_') ? [] : [`${String(table)} is in ${String(collation)}`]),
    ...(Number(keys) === 1 ? [] : [`${String(table)} has no primary key`]),
  ]);
}

async function viewProblems(session: Connection): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const view of await viewNames(session)) {
    const errno = await errnoOf(session, `SELECT * FROM \`${view}\` LIMIT 1`);
    if (errno !== 0) problems.push(`${view} answers with error ${errno}`);
  }
  return problems;
}

function stateProblems({ stdout }: { readonly stdout: string }): readonly string[] {
  const states = [...stdout.matchAll(/"state": "([^"]*)"/g)].map(([, state]) => String(state));
  if (states.length === 0) return ['migrate:info shows no migration'];
  const others = states.filter((state) => state !== 'Success');
  return others.map((state) => `migrate:info shows a migration as ${state}`);
}
