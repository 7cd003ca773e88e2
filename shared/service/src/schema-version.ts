import { compareVersions, parseVersion, type Version } from '@nilecare/migrate';
import type { Pool, RowDataPacket } from 'mysql2/promise';

/** What the history table says about a schema. */
export interface SchemaVersion {
  /** Versions in effect, baselines included. */
  readonly applied: readonly Version[];
  /** Versions up to this one count as applied, because the schema began with it. */
  readonly baseline?: Version;
  /** Script whose last run failed. */
  readonly failed?: string;
}

/** One line of the history, oldest first. */
export interface HistoryRow {
  readonly version: string | null;
  readonly type: string;
  readonly script: string;
  readonly success: number;
}

/** How a schema stands to the migrations that the service was built with. */
export type SchemaState =
  { readonly ready: true; readonly version: string } | { readonly ready: false; readonly reason: string };

/** Longest wait for the history, in milliseconds: readiness is asked for every few seconds. */
const queryTimeout = 3000;

const noSuchTable = 1146;

/** Reads the history `schema_version` of the pool's database; a schema without one has no version applied. */
export async function readSchemaVersion(pool: Pool): Promise<SchemaVersion> {
  const sql = 'SELECT version, type, script, success FROM schema_version ORDER BY installed_rank';
  try {
    const [rows] = await pool.query<(HistoryRow & RowDataPacket)[]>({ sql, timeout: queryTimeout });
    return schemaVersion(rows);
  } catch (error) {
    if ((error as { errno?: number }).errno === noSuchTable) return { applied: [] };
    throw error;
  }
}

/** Replays a history: an undo (`DELETE`, or `UNDO_SQL` of Flyway Teams) takes a version back, a later success mends a failure. */
export function schemaVersion(rows: readonly HistoryRow[]): SchemaVersion {
  const applied = new Map<string, Version>();
  const failed = new Set<string>();
  let baseline: Version | undefined;
  for (const { version: text, type, script, success } of rows) {
    const version = text === null ? undefined : parseVersion(text);
    if (success === 0) {
      failed.add(script);
      continue;
    }
    failed.delete(script);
    if (version === undefined) continue;
    if (type === 'DELETE' || type === 'UNDO_SQL') applied.delete(version.text);
    else applied.set(version.text, version);
    if (type === 'BASELINE' || type === 'SQL_BASELINE') baseline = version;
  }
  const lastFailed = [...failed].at(-1);
  return {
    applied: [...applied.values()],
    ...(baseline !== undefined && { baseline }),
    ...(lastFailed !== undefined && { failed: lastFailed }),
  };
}

/** Compares a schema with the versions that the service needs, at least one. */
export function compareSchema(schema: SchemaVersion, needed: readonly Version[]): SchemaState {
  const { applied, baseline, failed } = schema;
  const current = newest(applied);
  const target = newest(needed);
  if (failed !== undefined) return { ready: false, reason: `migration ${failed} failed` };
  if (current === undefined)
    return { ready: false, reason: `schema is empty, needs V${target?.text ?? '0'}` };
  if (target === undefined || compareVersions(current, target) !== 0) {
    return { ready: false, reason: `schema at V${current.text}, needs V${target?.text ?? '0'}` };
  }
  const missing = needed.find((version) => !isApplied(version, applied, baseline));
  if (missing === undefined) return { ready: true, version: current.text };
  return { ready: false, reason: `schema at V${current.text}, but V${missing.text} is not applied` };
}

function newest(versions: readonly Version[]): Version | undefined {
  return [...versions].sort(compareVersions).at(-1);
}

function isApplied(version: Version, applied: readonly Version[], baseline: Version | undefined): boolean {
  if (baseline !== undefined && compareVersions(version, baseline) <= 0) return true;
  return applied.some((other) => compareVersions(other, version) === 0);
}
