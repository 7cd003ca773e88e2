import type { DryRun, FoundState } from '../../commands/dry-run.ts';
import { sessionSetUp } from '../../execute/set-up-session.ts';
import { literal, withLiterals } from '../../history/literals.ts';
import { checksumOfRows, lockNameValue, qualifiedName, quoteName } from '../../history/sql.ts';
import { journalTable } from '../../journal/sql.ts';
import type { ClientNeeds } from './client-text.ts';

/**
 * A statement that does nothing when the condition holds and otherwise fails with the sentence: the server says
 * "Variable 'sql_mode' can't be set to the value of '…'". SIGNAL would need a stored program on MySQL.
 *
 * @param sentence without commas, which separate modes, and at most 200 characters long
 */
function guard(condition: string, sentence: string): string {
  return `SET sql_mode = IF(${condition}, @@sql_mode, ${literal(sentence)})`;
}

/** The client must hand on what it reads as it stands. */
export function clientGuards({ binaryMode, comments }: ClientNeeds): readonly string[] {
  const carriageReturn = guard("HEX('\r\n') = '0D0A'", 'Run this script with the option --binary-mode');
  const kept =
    "(SELECT INFO LIKE CONCAT('%/', '* kept */%') FROM information_schema.processlist WHERE ID = CONNECTION_ID()) /* kept */";
  return [
    ...(binaryMode ? [carriageReturn] : []),
    ...(comments ? [guard(kept, 'Run this script with the option --comments')] : []),
  ];
}

/** Takes the lock that migrate and Flyway take. */
export function lockGuard({ lockName, lockTimeout }: DryRun): string {
  return guard(
    `GET_LOCK(${withLiterals(lockNameValue, [lockName])}, ${lockTimeout}) = 1`,
    `The migration lock ${lockName} is held by another connection. Run this script again later`,
  );
}

/** Between two files: a script may have freed all locks. */
export function lockCheck({ lockName }: DryRun): string {
  return guard(
    `IS_USED_LOCK(${withLiterals(lockNameValue, [lockName])}) = CONNECTION_ID()`,
    `The migration lock ${lockName} was lost. Make a new dry run for what is left`,
  );
}

/** The database must be as the plan found it. */
export function stateGuards({ found, table }: DryRun): readonly string[] {
  const schema = literal(table.schema);
  const count = (from: string, where: string) =>
    `(SELECT COUNT(*) FROM information_schema.${from} WHERE ${where} = ${schema})`;
  const again = 'since the dry run. Make a new one';
  switch (found.kind) {
    case 'no schema':
      return [guard(`${count('schemata', 'schema_name')} = 0`, `The schema was created ${again}`)];
    case 'no history': {
      const noHistory = guard(
        `(SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ${schema} AND table_name = ${literal(table.table)}) = 0`,
        `The history table was created ${again}`,
      );
      // The journal of a history that is gone counts as nothing.
      const journal = literal(journalTable(table).table);
      const tables = count('tables', `table_name <> ${journal} AND table_schema`);
      const objects = `${tables} + ${count('routines', 'routine_schema')}`;
      const empty = guard(`${objects} = 0`, `The schema was filled ${again}`);
      return [noHistory, ...(found.schema === 'empty' ? [empty] : [])];
    }
    case 'history':
      return [historyGuard(found, table)];
  }
}

function historyGuard(
  { rows, lastRank, checksum }: Extract<FoundState, { kind: 'history' }>,
  table: DryRun['table'],
): string {
  const name = qualifiedName(table);
  return guard(
    [
      `(SELECT COUNT(*) FROM ${name}) = ${rows}`,
      `(SELECT COALESCE(MAX(installed_rank), 0) FROM ${name}) = ${lastRank}`,
      `(${checksumOfRows(table)}) = ${checksum}`,
    ].join('\n  AND '),
    `The history has changed since the dry run. Make a new one`,
  );
}

/** What brings a session of the client to where a session of the engine begins. */
export function clientSetUp({ database, sessionVariables, initSql, initial }: DryRun): readonly string[] {
  const { foreignKeyChecks, sqlSafeUpdates } = initial;
  return [
    'SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci',
    // The engine's driver asks for it when it connects.
    "SET sql_mode = CONCAT(@@sql_mode, ',IGNORE_SPACE')",
    ...(database === undefined ? [] : [`USE ${quoteName(database)}`]),
    ...sessionSetUp(initSql, sessionVariables).map(({ sql }) => sql),
    `SET foreign_key_checks = ${foreignKeyChecks}, sql_safe_updates = ${sqlSafeUpdates}`,
  ];
}
