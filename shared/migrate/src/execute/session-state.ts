import { quoteName } from '../history/sql.ts';
import type { Statement, Statements } from '../model.ts';
import type { Session } from '../session.ts';
import { assignedVariables } from '../source/user-variables.ts';

/**
 * Does what Flyway does between two files, and nothing else: empties user variables, puts foreign_key_checks
 * and sql_safe_updates back and returns to the schema; sql_mode and time_zone of a script persist. By SET and
 * USE, because COM_RESET_CONNECTION would drop the lock.
 *
 * @param statements those that were sent since the last time
 * @param transaction `end` commits what is open (SET autocommit = 1)
 */
export async function restoreSession(
  session: Session,
  schema: string,
  statements: Statements,
  transaction: 'end' | 'keep' = 'end',
): Promise<void> {
  await session.query('restore the session', await restoringSet(session, statements, transaction));
  if (statements.some(mayLeaveSchema))
    await session.query('return to the schema', `USE ${quoteName(schema)}`);
}

/**
 * Commits what is open, which autocommit MUST be off for, and does all of {@link restoreSession}, in one query.
 *
 * @returns false, with nothing done, where that takes more than one
 */
export async function commitRestoring(
  purpose: string,
  session: Session,
  statements: Statements,
): Promise<boolean> {
  if (statements.some((each) => each.kind === 'compound' || mayLeaveSchema(each))) return false;
  await session.query(purpose, await restoringSet(session, statements, 'end'));
  return true;
}

async function restoringSet(
  session: Session,
  statements: Statements,
  transaction: 'end' | 'keep',
): Promise<string> {
  const variables = (await userVariables(session, statements)).map((name) => `, @${quoteName(name)} = NULL`);
  return `SET ${transaction === 'end' ? 'autocommit = 1, ' : ''}${initialOf(session)}${variables.join('')}`;
}

/** Variables as a script in a transaction begins with them. What is open stays open: autocommit is off already. */
export async function resetVariables(session: Pick<Session, 'query' | 'initial'>): Promise<void> {
  await session.query('restore the session', `SET autocommit = 0, ${initialOf(session)}`);
}

function initialOf({ initial: { foreignKeyChecks, sqlSafeUpdates } }: Pick<Session, 'initial'>): string {
  return `foreign_key_checks = ${foreignKeyChecks}, sql_safe_updates = ${sqlSafeUpdates}`;
}

/**
 * Puts back what callbacks outside of scripts have set: Flyway gives them a connection of their own, so that their
 * sql_mode and the like never reach a migration.
 */
export async function keepingSettings(session: Session, use: () => Promise<void>): Promise<void> {
  const columns = keptSettings.map((name) => `@@SESSION.${name} AS ${name}`).join(', ');
  const [before] = await session.query<Record<(typeof keptSettings)[number], string>>(
    'read the settings of the session',
    `SELECT ${columns}`,
  );
  const putBack = async () => {
    if (before) await setSettings(session, before);
  };
  try {
    await use();
  } catch (error) {
    // On a lost connection there is nothing to put back; its error is on its way.
    await putBack().catch(() => undefined);
    throw error;
  }
  await putBack();
}

const keptSettings = [
  'sql_mode',
  'time_zone',
  'character_set_client',
  'character_set_results',
  'collation_connection',
] as const;

async function setSettings(
  session: Session,
  values: Readonly<Record<(typeof keptSettings)[number], string>>,
): Promise<void> {
  await session.query(
    'put the settings of the session back',
    `SET ${keptSettings.map((name) => `SESSION ${name} = ?`).join(', ')}`,
    keptSettings.map((name) => values[name]),
  );
}

/** USE, also prepared; DROP SCHEMA leaves the session without one. */
function mayLeaveSchema(statement: Statement): boolean {
  if (statement.kind === 'dml') return false;
  return statement.kind === 'compound' || /\buse\b|\bdrop\s+(?:schema|database)\b/i.test(statement.text);
}

/**
 * Names of the variables that the script may have set. The server lists them only to accounts that may read
 * its tables, and that is worth a query only when a procedure ran, whose body this engine does not see.
 */
async function userVariables(session: Session, statements: Statements): Promise<readonly string[]> {
  const named = assignedVariables(statements);
  if (!statements.some(({ kind }) => kind === 'compound')) return named;
  return [...new Set([...named, ...(await session.userVariables())])];
}
