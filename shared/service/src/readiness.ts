import type { Version } from '@nilecare/migrate';
import type { Pool } from 'mysql2/promise';
import { withDeadline } from './deadline.ts';
import { compareSchema, readSchemaVersion, type SchemaState } from './schema-version.ts';

/** Longest wait for an answer about readiness, in milliseconds; a frozen server or a full pool shall not block it. */
const readinessTimeout = 4000;

/** Whether requests can be served now, and if not, why. */
export type Readiness = SchemaState & { readonly error?: unknown };

/** Looks whether the database answers and its schema is the one needed. Never rejects. */
export async function checkReadiness(pool: Pool, needed: readonly Version[]): Promise<Readiness> {
  try {
    const late = () => new Error(`no answer within ${readinessTimeout} ms`);
    return compareSchema(await withDeadline(readSchemaVersion(pool), readinessTimeout, late), needed);
  } catch (error) {
    return { ready: false, reason: 'database unreachable', error };
  }
}
