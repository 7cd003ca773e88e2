import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { format as formatted } from 'prettier';
import { describeError, MigrateError, type Environment } from '@nilecare/migrate';
import type { Audit } from './model.ts';
import type { AuditOptions } from './options.ts';
import { auditFresh, auditLive } from './read/audit.ts';
import { UnknownServiceError } from './read/sources.ts';
import { auditDocument } from './report/document/audit-document.ts';
import { liveText } from './report/live-text.ts';
import { auditText } from './report/text.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What the process gives. */
export interface Surroundings {
  readonly environment: Environment;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/**
 * Audits, prints or writes what was found. What a user can mend is told as an error, without a stack trace.
 *
 * @returns the exit code: 1 when something is of priority 1, when the settings of the server have an error, or when
 *   the audit failed
 */
export async function runAudit(options: AuditOptions, around: Surroundings): Promise<0 | 1> {
  try {
    const { only, fresh } = options;
    const request = { root, ...(only && { only }) };
    const audit = await (fresh
      ? auditFresh(request, fresh)
      : auditLive({ ...request, environment: around.environment }));
    around.print(await put(audit, options));
    return isAlarming(audit) ? 1 : 0;
  } catch (error) {
    around.printError(`audit:database: ${describe(error)}`);
    return 1;
  }
}

function isAlarming({ findings, server }: Audit): boolean {
  const hasErrors = server?.findings.some(({ severity }) => severity === 'error') ?? false;
  return hasErrors || findings.some(({ priority }) => priority === 1);
}

/** Writes the file that was asked for. @returns what is to be printed */
async function put(audit: Audit, { output, format, fresh }: AuditOptions): Promise<string> {
  const json = JSON.stringify(audit, null, 2);
  if (output === undefined) return format === 'json' ? json : auditText(audit);
  const live = fresh ? undefined : liveText(audit, new Date());
  const text =
    format === 'json' ? `${json}\n` : await formatted(auditDocument(audit, live), { parser: 'markdown' });
  try {
    writeFileSync(path.resolve(output), text);
  } catch (error) {
    throw new UnwritableError(`--output ${output} cannot be written: ${(error as Error).message}`);
  }
  return `Wrote ${output}`;
}

class UnwritableError extends Error {}

const expected = [UnknownServiceError, UnwritableError, DatabaseError, DevDatabaseError];

function describe(error: unknown): string {
  if (error instanceof MigrateError) return describeError(error);
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
