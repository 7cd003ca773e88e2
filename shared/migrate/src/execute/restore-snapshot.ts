import { quoteName } from '../history/sql.ts';
import type { SessionSnapshot, SettingValue, VariableValue } from '../journal/session-snapshot.ts';
import type { Server, Session } from '../session.ts';
import type { SessionUse } from '../source/session-use.ts';
import { takeSnapshot } from './session-snapshot.ts';

type Sending = Pick<Session, 'query' | 'server'>;

/**
 * Makes a session what the one was that a snapshot was taken of. Values are literals of which neither sql_mode nor a
 * character set changes the meaning. Where the script had left the session without a schema, the present one stays.
 *
 * @throws QueryError | ConnectionError
 */
export async function restoreSnapshot(session: Sending, snapshot: SessionSnapshot): Promise<void> {
  await enter(session, snapshot);
  const settings = Object.entries(snapshot.settings);
  await setAll(
    session,
    settings.filter(([name]) => !forTheNext.has(name)),
  );
  for (const [name, value] of Object.entries(snapshot.variables)) {
    const literal = variableLiteral(value);
    if (literal !== undefined)
      await session.query('restore a user variable', `SET @${quoteName(name)} = ${literal}`);
  }
  await session.query(
    'restore LAST_INSERT_ID()',
    `DO LAST_INSERT_ID(CAST(${snapshot.lastInsertId} AS UNSIGNED))`,
  );
  await setAll(
    session,
    settings.filter(([name]) => forTheNext.has(name)),
  );
}

/** They concern what is sent next. */
const forTheNext: ReadonlySet<string> = new Set(['timestamp', 'insert_id']);

/**
 * Runs `work` where the script's statements would run: in its role, schema, time zone, character sets and sql_mode. Then
 * the session is as it was.
 *
 * @throws QueryError | ConnectionError
 */
export async function inSurroundings<Result>(
  session: Session,
  snapshot: SessionSnapshot,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = await surroundingsOf(session, snapshot);
  const into = async ({ settings, ...where }: Surroundings) => {
    await enter(session, where);
    await setAll(
      session,
      Object.entries(settings).filter(([name]) => surroundings.includes(name)),
    );
  };
  try {
    await into(snapshot);
    return await work();
  } finally {
    // On a lost connection there is nothing to put back; its error is on its way.
    await into(before).catch(() => undefined);
  }
}

type Surroundings = Pick<SessionSnapshot, 'schema' | 'role' | 'settings'>;

const surroundings: readonly string[] = [
  'character_set_client',
  'character_set_results',
  'collation_connection',
  'time_zone',
  'sql_mode',
];

/** The role only where another one is to be taken. */
async function surroundingsOf(session: Session, { role }: SessionSnapshot): Promise<Surroundings> {
  const uses = role === undefined ? [] : [{ ...nothing, setsRole: true }];
  const found = await takeSnapshot(session, { uses: [], named: [], earlier: [nothing, ...uses] }, 1);
  return found ?? { schema: null, settings: {} };
}

const nothing: SessionUse = {
  statement: 0,
  settings: [],
  variables: [],
  setsRole: false,
  isHidden: false,
  isRepeatable: true,
};

async function enter(session: Sending, { schema, role }: Pick<SessionSnapshot, 'schema' | 'role'>) {
  if (role !== undefined)
    await session.query('take the role', `SET ROLE ${roleLiteral(role, session.server)}`);
  if (schema !== null) await session.query('enter the schema', `USE ${quoteName(schema)}`);
}

/** CURRENT_ROLE() is a name on MariaDB, and a list of quoted names on MySQL. */
function roleLiteral(role: string, { kind }: Server): string {
  if (role === '' || role === 'NONE') return 'NONE';
  if (kind === 'mariadb') return quoteName(role);
  const names = [...role.matchAll(/`((?:[^`]|``)*)`@`((?:[^`]|``)*)`/g)];
  return names.map(([name]) => name).join(', ') || 'NONE';
}

async function setAll(
  session: Sending,
  settings: readonly (readonly [string, SettingValue])[],
): Promise<void> {
  if (settings.length === 0) return;
  const assignments = settings.map(([name, value]) => `SESSION ${name} = ${settingLiteral(value)}`);
  await session.query('restore the settings of the session', `SET ${assignments.join(', ')}`);
}

function settingLiteral(value: SettingValue): string {
  switch (value.type) {
    case 'null':
      return 'NULL';
    case 'number':
      return value.text;
    case 'string':
      return `_utf8mb4 X'${value.hex}'`;
  }
}

function variableLiteral(value: VariableValue): string | undefined {
  switch (value.type) {
    case 'null':
      return 'NULL';
    case 'integer':
      return `CAST(${value.text} AS SIGNED)`;
    case 'unsigned':
      return `CAST(${value.text} AS UNSIGNED)`;
    case 'decimal':
      return `CAST(${value.text} AS DECIMAL(65, ${value.text.split('.')[1]?.length ?? 0}))`;
    case 'double':
      return /e/i.test(value.text) ? value.text : `${value.text}e0`;
    case 'string':
      return stringLiteral(value);
    case 'too long':
      return undefined;
  }
}

function stringLiteral({ hex, charset, collation }: Extract<VariableValue, { type: 'string' }>): string {
  const literal = `_${charset} X'${hex}'`;
  return charset === 'binary' ? literal : `${literal} COLLATE ${collation}`;
}
