import type { Finding, InfoReport, MigrationInfo } from '@nilecare/migrate';
import { accountAttention, accountStatus, accountsOf, unknownAccounts } from './accounts.ts';
import { schemaAttention, unfinishedCondition } from './attention.ts';
import {
  conditions,
  worst,
  type Attention,
  type MigrationCondition,
  type MigrationStatus,
  type PlatformStatus,
  type ServiceStatus,
} from './model.ts';
import type { FoundAccounts } from './read-accounts.ts';
import type { FoundService } from './read-service.ts';

/** What was read from all servers. */
export interface Found {
  readonly takenAt: Date;
  readonly found: readonly FoundService[];
  readonly accounts: FoundAccounts;
}

/** What was read, as one value for people and programs; the worst comes first in `attention`. Pure. */
export function summarise({ takenAt, found, accounts }: Found): PlatformStatus {
  const rows = accounts.kind === 'seen' ? accounts.rows : [];
  const reader = rows.find(({ access }) => access === 'read');
  const attention = [
    ...found.flatMap(schemaAttention),
    ...found.flatMap((service) => accountsOf(service, accounts).flatMap(accountAttention)),
    ...(reader ? accountAttention(reader) : []),
    ...unknownAccounts(found, accounts),
  ];
  return {
    takenAt,
    services: found.map((service) => serviceStatus(service, accounts)),
    ...(reader && { reader: accountStatus(reader) }),
    accountsSeen: accounts.kind,
    attention: attention.sort((one, other) => gravity(other) - gravity(one)),
  };
}

function gravity({ kind }: Attention): number {
  return conditions.indexOf(kind === 'accounts' ? 'failed' : kind);
}

function serviceStatus(service: FoundService, seen: FoundAccounts): ServiceStatus {
  const { found, address } = service;
  const { name, database, phase } = service.service;
  const accounts = accountsOf(service, seen).map(accountStatus);
  const common = { name, database, phase, ...(address !== undefined && { address }), accounts };
  if (found.kind !== 'read') return { ...common, condition: found.kind, version: null, migrations: [] };
  const { report, findings } = found;
  const migrations = migrationsOf(report, findings);
  return {
    ...common,
    database: report.schema,
    condition: worst([
      'ok',
      ...migrations.flatMap(({ condition }) => (condition === 'past' ? [] : [condition])),
      ...report.unfinished.map(unfinishedCondition),
    ]),
    server: report.server,
    version: report.schemaVersion,
    migrations,
  };
}

function migrationsOf({ infos }: InfoReport, findings: readonly Finding[]): readonly MigrationStatus[] {
  return infos.map((info) =>
    migrationStatus(
      info,
      findings.some((finding) => finding.info === info),
    ),
  );
}

function migrationStatus(info: MigrationInfo, isFound: boolean): MigrationStatus {
  const { row, migration, unfinished, state } = info;
  const version = (row ?? migration)?.version?.text;
  return {
    ...(version !== undefined && { version }),
    description: (row ?? migration)?.description ?? '',
    script: (row ?? migration)?.script ?? '',
    state,
    condition: conditionOf(info, isFound),
    ...(row && {
      applied: {
        rank: row.installedRank,
        by: row.installedBy,
        at: row.installedAt,
        milliseconds: row.executionTime,
      },
    }),
    ...(unfinished && { progress: { committed: unfinished.committed, total: unfinished.total } }),
  };
}

/** What `validate` finds of a migration that is neither pending nor failed is a disagreement. */
function conditionOf({ state, unfinished }: MigrationInfo, isFound: boolean): MigrationCondition {
  if (unfinished) return unfinishedCondition(unfinished);
  if (state.startsWith('Failed')) return 'failed';
  if (state === 'Pending' || state === 'Outdated') return 'pending';
  if (isFound) return 'drift';
  return inEffect.includes(state) ? 'ok' : 'past';
}

const inEffect: readonly string[] = ['Success', 'Baseline', 'Out of Order', 'Future', 'Missing'];
