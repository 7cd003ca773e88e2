import { quoteName } from '../history/sql.ts';
import type { SessionSnapshot, SettingValue, VariableValue } from '../journal/session-snapshot.ts';
import type { Script } from '../model.ts';
import type { ExactValue, Server, Session } from '../session.ts';
import { sessionUses, type SessionUse } from '../source/session-use.ts';
import { variablesNamed } from '../source/user-variables.ts';

/** What has to be known of the session to go on with a script behind each of its statements. */
export interface SnapshotPlan {
  /** User variables that stand anywhere in the script: a procedure may set them too. */
  readonly named: readonly string[];
  /** In the order of the statements. */
  readonly uses: readonly SessionUse[];
  /** What the scripts before it have left behind: sql_mode and the like stay set between scripts. */
  readonly earlier: readonly SessionUse[];
}

/**
 * What of the session a snapshot has to hold.
 *
 * @param earlier the uses of scripts, and of callbacks, that ran before on this session; see `sessionUses`
 * @returns undefined when a new session is as good as this one at any moment of the script: nothing need be asked
 */
export function snapshotPlan(
  { statements }: Pick<Script, 'statements'>,
  server: Server,
  earlier: readonly SessionUse[] = [],
): SnapshotPlan | undefined {
  const uses = sessionUses(statements, server);
  if (uses.length === 0 && earlier.length === 0) return undefined;
  const runsHidden = uses.some(({ isHidden }) => isHidden);
  const named = runsHidden ? variablesNamed(statements) : [];
  return { uses, earlier, named };
}

/**
 * Reads the session in front of a statement, at a border of two segments. It sends one query without tables, which
 * begins no transaction, and another one that lists the user variables where a procedure may have set some. ROW_COUNT(),
 * FOUND_ROWS() and warnings are other ones behind it; see `readsPrevious`.
 *
 * @param before number of the statement
 * @returns undefined when nothing has been left behind yet
 * @throws QueryError | ConnectionError
 */
export async function takeSnapshot(
  session: Session,
  { uses, earlier, named }: SnapshotPlan,
  before: number,
): Promise<SessionSnapshot | undefined> {
  const own = uses.filter(({ statement }) => statement < before);
  const past = [...earlier, ...own];
  if (past.length === 0) return undefined;
  const hidden = own.some(({ isHidden }) => isHidden) ? [...named, ...(await session.userVariables())] : [];
  const settings = past.flatMap((use) => use.settings).filter((name) => !unreadable.has(name));
  const asked: Asked = {
    readsRole: past.some(({ setsRole }) => setsRole),
    settings: [...new Set([...alwaysRead[session.server.kind], ...settings])],
    variables: [...new Set([...own.flatMap((use) => use.variables), ...hidden])],
  };
  const values = await session.exactRow('read the session', `SELECT ${columnsOf(asked).join(', ')}`);
  // A session that only writes down what is sent has no answer.
  return values.length === 0 ? undefined : snapshotOf(values, asked, before);
}

interface Asked {
  readonly readsRole: boolean;
  readonly settings: readonly string[];
  readonly variables: readonly string[];
}

/** What the scripts before an interrupted one had set, and what is in the session again behind its snapshot. */
export function usesOfSnapshot(snapshot: SessionSnapshot | undefined): readonly SessionUse[] {
  if (!snapshot) return [];
  const settings = Object.keys(snapshot.settings);
  const setsRole = snapshot.role !== undefined;
  return [{ statement: 0, settings, variables: [], setsRole, isHidden: false, isRepeatable: true }];
}

/** What a procedure may have set without its name being seen. */
const common = [
  'autocommit',
  'sql_mode',
  'time_zone',
  'character_set_client',
  'character_set_results',
  'collation_connection',
  'foreign_key_checks',
  'unique_checks',
  'sql_safe_updates',
];
/** `tx_…` was the only name on MariaDB before 11.1. */
const alwaysRead: Readonly<Record<Server['kind'], readonly string[]>> = {
  mysql: [...common, 'transaction_isolation', 'transaction_read_only'],
  mariadb: [...common, 'tx_isolation', 'tx_read_only'],
};

/** The server does not tell what they were set to, or they are read anyway. */
const unreadable: ReadonlySet<string> = new Set(['rand_seed1', 'rand_seed2', 'last_insert_id', 'identity']);

function columnsOf({ readsRole, settings, variables }: Asked): readonly string[] {
  return [
    'HEX(CONVERT(DATABASE() USING utf8mb4))',
    'LAST_INSERT_ID()',
    ...(readsRole ? ['HEX(CONVERT(CURRENT_ROLE() USING utf8mb4))'] : []),
    ...settings.map(settingColumn),
    ...variables.flatMap(variableColumns),
  ];
}

/**
 * The time of a session that set none goes on. SYSDATE() tells the real time (MySQL 8.4 manual 14.7); where it does not
 * (--sysdate-is-now), a set time is lost.
 */
function settingColumn(name: string): string {
  const column = `@@SESSION.${quoteName(name)}`;
  if (name !== 'timestamp') return column;
  return `IF(ABS(${column} - UNIX_TIMESTAMP(SYSDATE(6))) < 1, 0, ${column})`;
}

/** Bytes of the longest string that is kept. */
const longestString = 262_144;

function variableColumns(name: string): readonly string[] {
  const variable = `@${quoteName(name)}`;
  const hex = `IF(LENGTH(${variable}) <= ${longestString}, HEX(${variable}), NULL)`;
  return [hex, `CHARSET(${variable})`, `COLLATION(${variable})`, variable];
}

function snapshotOf(
  values: readonly ExactValue[],
  { readsRole, settings, variables }: Asked,
  before: number,
): SessionSnapshot {
  let at = 0;
  const next = () => values[at++] ?? { type: 'string', text: null };
  const schema = next().text;
  const lastInsertId = next().text ?? '0';
  const role = readsRole ? (next().text ?? '') : undefined;
  return {
    before,
    schema: schema === null ? null : textOf(schema),
    lastInsertId,
    ...(role !== undefined && { role: textOf(role) }),
    settings: Object.fromEntries(settings.map((name) => [name, settingOf(next())])),
    variables: Object.fromEntries(
      variables.map((name) => [name, variableOf(next(), next(), next(), next())]),
    ),
  };
}

function textOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8');
}

function settingOf({ type, text }: ExactValue): SettingValue {
  if (text === null) return { type: 'null' };
  if (type === 'string') return { type: 'string', hex: Buffer.from(text, 'latin1').toString('hex') };
  return { type: 'number', text };
}

function variableOf(
  hex: ExactValue,
  charset: ExactValue,
  collation: ExactValue,
  { type, text }: ExactValue,
): VariableValue {
  if (text === null) return { type: 'null' };
  if (type !== 'string') return { type, text };
  if (hex.text === null) return { type: 'too long' };
  return { type, hex: hex.text, charset: charset.text ?? 'binary', collation: collation.text ?? 'binary' };
}
