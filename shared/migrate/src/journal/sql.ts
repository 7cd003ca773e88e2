/**
 * The SQL text of the journal, one function a statement. Names are always `schema`.`table` in back-ticks, and nothing
 * depends on sql_mode; no AUTO_INCREMENT, which a script would see in LAST_INSERT_ID().
 */
import { createHash } from 'node:crypto';
import { withLiterals } from '../history/literals.ts';
import { lockNameValue, qualifiedName, type TableName } from '../history/sql.ts';
import type { SessionVariables } from '../session.ts';

/** Raised when a table of an older engine could not be read or written any more. */
export const journalFormat = 1;

const suffix = '_journal';
const longestName = 64;

/** Hexadecimal digits that tell two long names with the same beginning apart. */
const digits = 8;

/** The side table of a history: `<history>_journal`. A name that would be too long is cut, and ends in a hash. */
export function journalTable({ schema, table }: TableName): TableName {
  if (table.length + suffix.length <= longestName) return { schema, table: `${table}${suffix}` };
  const hash = createHash('sha256').update(table).digest('hex').slice(0, digits);
  const beginning = table.slice(0, longestName - suffix.length - digits - 1);
  return { schema, table: `${beginning}_${hash}${suffix}` };
}

/**
 * Row 0 is the present: the lease, and the position of the run that holds it or held it last. Row n is the record of
 * run n, copied from there when it was over.
 */
export function createTable(history: TableName): string {
  return `CREATE TABLE IF NOT EXISTS ${nameOf(history)} (
  id INT UNSIGNED NOT NULL,
  run INT UNSIGNED NOT NULL,
  owner VARCHAR(64) NULL,
  expires_at DATETIME(3) NULL,
  account VARCHAR(400) NOT NULL,
  host VARCHAR(255) NOT NULL,
  process INT UNSIGNED NOT NULL,
  connection BIGINT UNSIGNED NOT NULL,
  server VARCHAR(255) NOT NULL,
  tool_version VARCHAR(64) NOT NULL,
  git_commit VARCHAR(64) NULL,
  started_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  step INT UNSIGNED NOT NULL,
  script VARCHAR(1000) NULL,
  direction VARCHAR(10) NULL,
  checksum INT NULL,
  after_rank INT NULL,
  state VARCHAR(10) NULL,
  total INT UNSIGNED NULL,
  committed INT UNSIGNED NULL,
  statement INT UNSIGNED NULL,
  line INT UNSIGNED NULL,
  sha256 CHAR(64) NULL,
  kind VARCHAR(12) NULL,
  before_digest CHAR(64) NULL,
  digests MEDIUMTEXT NULL,
  session MEDIUMTEXT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COMMENT = 'nilecare-migrate journal ${journalFormat}'`;
}

/** The comment names the format. */
export function selectComment(): string {
  return 'SELECT table_comment AS comment FROM information_schema.tables WHERE table_schema = ? AND table_name = ?';
}

/** The format that a table's comment names; undefined when it is no journal's. */
export function formatIn(comment: string): number | undefined {
  const [, format] = /^nilecare-migrate journal (\d{1,9})$/.exec(comment) ?? [];
  return format === undefined ? undefined : Number(format);
}

/** Row 0 of a new table; run 0 is nobody's. */
export function insertPresent(history: TableName): string {
  return `INSERT IGNORE INTO ${nameOf(history)} (id, run, account, host, process, connection, server, tool_version, started_at, step) VALUES (0, 0, '', '', 0, 0, '', '', UTC_TIMESTAMP(3), 0)`;
}

/**
 * The present, and the records of runs that did not end well, newest first; beside each the table's comment, engine and
 * collation. A table without rows gives one row of NULLs.
 */
export function selectRecords(history: TableName): string {
  const { schema, table } = journalTable(history);
  const columns = ['id', 'run', 'owner', ...runColumns, ...positionColumns].map((column) => `r.${column}`);
  const expiresIn = 'TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), r.expires_at) / 1000000 AS expires_in';
  const facts = [
    't.table_comment AS table_comment',
    't.engine AS table_engine',
    't.table_collation AS table_collation',
  ];
  return withLiterals(
    `SELECT ${[...facts, ...columns, expiresIn].join(', ')} FROM information_schema.tables t LEFT JOIN ${nameOf(history)} r ON r.id = 0 OR r.${unfinished} WHERE t.table_schema = ? AND t.table_name = ? ORDER BY r.run DESC, r.id`,
    [schema, table],
  );
}

/** All that a run is kept in, beside its number and its lease. */
export const runColumns = [
  'account',
  'host',
  'process',
  'connection',
  'server',
  'tool_version',
  'git_commit',
  'started_at',
  'ended_at',
] as const;

/** What the working connection has committed of the run's position. */
export function selectPosition(history: TableName): string {
  return `SELECT ${positionColumns.join(', ')} FROM ${nameOf(history)} WHERE id = 0 AND run = ? AND step = ?`;
}

/** Unfinished records of a script: they count no more, whatever runs of other scripts come between. */
export function resolveRecords(history: TableName): string {
  return `${resolveAll(history)} AND script = ?`;
}

/** All unfinished records: the history that they belong to is gone. */
export function resolveLeftOvers(history: TableName): string {
  return resolveAll(history);
}

/** No run gets so far; MySQL leaves a condition out that is always true. */
const greatestId = 4_294_967_295;

/** By the key, since sql_safe_updates refuses everything else (1175). */
function resolveAll(history: TableName): string {
  return `UPDATE ${nameOf(history)} FORCE INDEX (PRIMARY) SET state = 'resolved', session = NULL WHERE id < ${greatestId} AND ${unfinished}`;
}

const unfinished = "state IN ('running', 'stopped', 'failed', 'undoing')";

const advancing = [
  'state',
  'committed',
  'statement',
  'line',
  'sha256',
  'kind',
  'before_digest',
  'session',
] as const;
const beginning = ['step', 'script', 'direction', 'checksum', 'after_rank', 'total', 'digests'] as const;
/** All that a position is kept in. */
export const positionColumns = [...beginning, ...advancing];

/**
 * Of the same script as before: `state … session`, then {@link held}'s values and the step.
 *
 * @param given {@link leaseGivenBack} with the last position of a run
 */
export function advancePosition(history: TableName, ...given: readonly string[]): string {
  return `UPDATE ${nameOf(history)} SET ${assignments(advancing, given)} WHERE ${held} AND step = ?`;
}

/** Of another script: `step … digests`, `state … session`, then {@link held}'s values. */
export function setPosition(history: TableName, ...given: readonly string[]): string {
  return `UPDATE ${nameOf(history)} SET ${assignments(positionColumns, given)} WHERE ${held}`;
}

/** The end of a run. */
export const leaseGivenBack = 'owner = NULL, expires_at = NULL, ended_at = UTC_TIMESTAMP(3)';

/** The same, unless something has changed what is put back between scripts. */
export function setPositionInFresh(history: TableName, variables: SessionVariables): string {
  const { foreignKeyChecks, sqlSafeUpdates } = variables;
  return `${setPosition(history)} AND @@SESSION.autocommit = 0 AND @@SESSION.foreign_key_checks = ${foreignKeyChecks} AND @@SESSION.sql_safe_updates = ${sqlSafeUpdates}`;
}

/** Lease and lock are still the run's: its number, its owner, the lock's name, the working connection's id. */
const held = `id = 0 AND run = ? AND owner = ? AND IS_USED_LOCK(${lockNameValue}) = ?`;

function assignments(columns: readonly string[], others: readonly string[]): string {
  return [...columns.map((column) => `${column} = ?`), ...others].join(', ');
}

function nameOf(history: TableName): string {
  return qualifiedName(journalTable(history));
}
