/**
 * The status of the platform: what is known of each service's database at one moment, as plain data. Text, JSON and the
 * page are made of it; none of them asks a server.
 */
import type { ServerKind } from '@nilecare/database';

/**
 * What is to be said of a service in one word, the worst last: `planned` has no migrations yet, `running` is at work now,
 * `drift` means that files and history disagree, `unreadable` that the history could not be understood, `away` that no
 * server answered in time.
 */
export const conditions = [
  'planned',
  'ok',
  'pending',
  'running',
  'drift',
  'interrupted',
  'failed',
  'unreadable',
  'away',
] as const;

export type Condition = (typeof conditions)[number];

/** What is to be said of one migration; `past` is no longer in effect: undone, superseded, deleted, ignored. */
export type MigrationCondition =
  Extract<Condition, 'ok' | 'pending' | 'running' | 'drift' | 'interrupted' | 'failed'> | 'past';

/** One migration of a service, applied or not. */
export interface MigrationStatus {
  /** Absent for repeatable ones. */
  readonly version?: string;
  readonly description: string;
  /** File name, as in the history. */
  readonly script: string;
  /** What Flyway calls its state. */
  readonly state: string;
  readonly condition: MigrationCondition;
  /** Present when a row of the history is behind it. */
  readonly applied?: Applied;
  /** Present when it was begun and not ended: statements 1 … committed of total are in the database for good. */
  readonly progress?: { readonly committed: number; readonly total: number };
}

/** What the history tells of a migration that was run. */
export interface Applied {
  readonly rank: number;
  readonly by: string;
  readonly at: Date;
  readonly milliseconds: number;
}

/** An account of the service map as it is on the server. */
export interface AccountStatus {
  /** As in `auth_service@localhost`. */
  readonly account: string;
  /** Absent for the reader of all databases. */
  readonly service?: string;
  readonly access: 'all' | 'read' | 'runtime';
  readonly exists: boolean;
  readonly login: 'works' | 'expired' | 'refused' | 'not-tried';
  /** Grants of the map that it lacks, and grants that the map does not give. */
  readonly missingGrants: number;
  readonly extraGrants: number;
  /** Whether nothing is wrong with it. */
  readonly isWell: boolean;
}

/** One service and its database. */
export interface ServiceStatus {
  readonly name: string;
  readonly database: string;
  readonly phase: number;
  readonly condition: Condition;
  /** `host:port` or the socket's path; absent when no setting tells. */
  readonly address?: string;
  readonly server?: { readonly kind: ServerKind; readonly version: string };
  /** Null when no version is applied. */
  readonly version: string | null;
  readonly migrations: readonly MigrationStatus[];
  readonly accounts: readonly AccountStatus[];
}

/** Something that a person has to see to. */
export interface Attention {
  /** Absent when it concerns no single service. */
  readonly service?: string;
  readonly kind: Exclude<Condition, 'ok' | 'planned'> | 'accounts';
  /** One sentence. */
  readonly what: string;
  /** Further facts and what to do, a line each. */
  readonly next: readonly string[];
}

/** Everything that is known at one moment. */
export interface PlatformStatus {
  readonly takenAt: Date;
  readonly services: readonly ServiceStatus[];
  /** The reader of all databases; absent when accounts were not looked at. */
  readonly reader?: AccountStatus;
  /** `left-out`: nobody asked; `unknown`: no administrator could look. */
  readonly accountsSeen: 'seen' | 'left-out' | 'unknown';
  readonly attention: readonly Attention[];
}

/** The worst of some conditions. */
export function worst(found: readonly Condition[]): Condition {
  const rank = Math.max(0, ...found.map((condition) => conditions.indexOf(condition)));
  return conditions[rank] ?? 'planned';
}

/** The migrations that wait to be run. */
export function pendingOf({ migrations }: ServiceStatus): readonly MigrationStatus[] {
  return migrations.filter(({ state }) => state === 'Pending' || state === 'Outdated');
}

/** The migration that was run last, of which the history tells. */
export function lastOf({ migrations }: ServiceStatus): (MigrationStatus & { applied: Applied }) | undefined {
  const applied = migrations.filter((migration): migration is MigrationStatus & { applied: Applied } =>
    Boolean(migration.applied),
  );
  return applied.sort((one, other) => other.applied.rank - one.applied.rank)[0];
}
