/**
 * The SQL text of the lease: columns of the journal's row 0. All times are the server's own, UTC; no two clocks are
 * ever compared (docs/decisions/0014-lease.md).
 */
import { qualifiedName, type TableName } from '../history/sql.ts';
import { journalTable, leaseGivenBack, positionColumns, runColumns } from './sql.ts';

/**
 * As it was seen: free, or held through the very server on which this connection now holds the named lock. In both cases
 * nobody writes row 0.
 */
const takeable = 'id = 0 AND run = ? AND owner <=> ? AND (owner IS NULL OR server = ?)';

/**
 * Keeps the record of the run in row 0 as that of run n, before another run takes the row: number and owner as they were
 * seen, the identity of the server. An IGNORE is for the record that an attempt broken off in between has copied already.
 */
export function copyPresent(history: TableName): string {
  return copy(history, takeable);
}

/**
 * The compare-and-set: the new owner, host, process, connection, server, version, commit; then number and owner
 * as they were seen, and the identity of the server.
 */
export function takeLease(history: TableName, seconds: number): string {
  return `UPDATE ${nameOf(history)} SET run = run + 1, owner = ?, expires_at = ${expiry(seconds)}, ${who}, ended_at = NULL, ${emptyPosition()} WHERE ${takeable}`;
}

/**
 * The same for a table that was just made, which has no row 0: the owner, host, process, connection, server, version,
 * commit. The key lets one of two through.
 */
export function insertTaken(history: TableName, seconds: number): string {
  return `INSERT IGNORE INTO ${nameOf(history)} (id, run, owner, expires_at, account, host, process, connection, server, tool_version, git_commit, started_at, step) VALUES (0, 1, ?, ${expiry(seconds)}, USER(), ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), 0)`;
}

/** A beat of the owner: run and owner. It is another value each time, also when the clock was put back. */
export function renewLease(history: TableName, seconds: number): string {
  return `UPDATE ${nameOf(history)} SET expires_at = GREATEST(${expiry(seconds)}, expires_at + INTERVAL 1000 MICROSECOND) WHERE ${owned}`;
}

/** The end of a run: run and owner. */
export function releaseLease(history: TableName): string {
  return `UPDATE ${nameOf(history)} SET ${leaseGivenBack} WHERE ${owned}`;
}

/** Frees the lease of an owner that has not beaten since: run, owner, and `expires_at` as it was read. */
export function freeLease(history: TableName): string {
  return `UPDATE ${nameOf(history)} SET owner = NULL, expires_at = NULL WHERE ${owned} AND CAST(expires_at AS CHAR) <=> ?`;
}

/**
 * Takes the lease away from whoever has it: a run of its own that has ended already, so that the number goes up and what
 * the owner writes next finds another: the columns of {@link takeLease} without the owner, then run and owner.
 */
export function breakLease(history: TableName): string {
  return `UPDATE ${nameOf(history)} SET run = run + 1, owner = NULL, expires_at = NULL, ${who}, ended_at = UTC_TIMESTAMP(3), ${emptyPosition()} WHERE ${owned}`;
}

/** Keeps the record of a run that another connection may still be writing; in one transaction with {@link breakLease}. */
export function copyOwned(history: TableName): string {
  return copy(history, owned);
}

/** Who holds the lease, or held it last. */
export function selectLease(history: TableName): string {
  return `SELECT run, owner, CAST(expires_at AS CHAR) AS expires_at, account, host, process, connection FROM ${nameOf(history)} WHERE id = 0`;
}

const who =
  'account = USER(), host = ?, process = ?, connection = ?, server = ?, tool_version = ?, git_commit = ?, started_at = UTC_TIMESTAMP(3)';

const owned = 'id = 0 AND run = ? AND owner = ?';

function emptyPosition(): string {
  return positionColumns.map((column) => `${column} = ${column === 'step' ? 0 : 'NULL'}`).join(', ');
}

function copy(history: TableName, condition: string): string {
  const columns = ['run', ...runColumns, ...positionColumns].join(', ');
  return `INSERT IGNORE INTO ${nameOf(history)} (id, ${columns}) SELECT run, ${columns} FROM ${nameOf(history)} WHERE ${condition} FOR UPDATE`;
}

function expiry(seconds: number): string {
  return `UTC_TIMESTAMP(3) + INTERVAL ${seconds} SECOND`;
}

function nameOf(history: TableName): string {
  return qualifiedName(journalTable(history));
}
