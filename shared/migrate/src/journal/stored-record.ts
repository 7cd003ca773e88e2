import type { StatementKind } from '../model.ts';
import type { JournalRecord, Position, ScriptState } from './journal.ts';

/** The columns of a position, as the server gives them. */
export interface StoredPosition {
  readonly script: string | null;
  readonly direction: string;
  readonly checksum: number | null;
  readonly after_rank: number;
  readonly state: string;
  readonly total: number;
  readonly committed: number;
  readonly statement: number | null;
  readonly line: number;
  readonly sha256: string;
  readonly kind: string;
  readonly before_digest: string | null;
  readonly digests: string;
  readonly session: string | null;
}

/** A row of the side table, as the server gives it. */
export interface StoredRecord extends StoredPosition {
  readonly id: number;
  readonly run: number;
  readonly owner: string | null;
  readonly expires_in: string | number | null;
  readonly account: string;
  readonly host: string;
  readonly process: number;
  readonly connection: number | string;
  readonly server: string;
  readonly tool_version: string;
  readonly git_commit: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
}

/** What a checked row says. */
export function toRecord(stored: StoredRecord): JournalRecord {
  const position = toPosition(stored);
  return {
    run: stored.run,
    runner: {
      account: stored.account,
      host: stored.host,
      process: stored.process,
      connection: Number(stored.connection),
      server: stored.server,
      toolVersion: stored.tool_version,
      ...(stored.git_commit !== null && { gitCommit: stored.git_commit }),
    },
    startedAt: stored.started_at,
    ...(stored.ended_at !== null && { endedAt: stored.ended_at }),
    ...(stored.owner !== null && {
      lease: { owner: stored.owner, expiresIn: Number(stored.expires_in ?? 0) },
    }),
    ...(position && { position }),
  };
}

/** None before the first script. */
export function toPosition(stored: StoredPosition): Position | undefined {
  if (stored.script === null) return undefined;
  return {
    script: stored.script,
    direction: stored.direction === 'undo' ? 'undo' : 'migrate',
    checksum: stored.checksum,
    afterRank: stored.after_rank,
    state: stored.state as ScriptState,
    total: stored.total,
    committed: stored.committed,
    ...(stored.statement !== null && {
      sent: {
        number: stored.statement,
        line: stored.line,
        sha256: stored.sha256,
        kind: stored.kind as StatementKind,
        ...(stored.before_digest !== null && { beforeDigest: stored.before_digest }),
      },
    }),
    digests: stored.digests,
    ...(stored.session !== null && { session: stored.session }),
  };
}
