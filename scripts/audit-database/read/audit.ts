import { loadServiceMap, type AdminConnection, type StatusRow } from '@nilecare/database';
import type { ServerKind, TestServer } from '@nilecare/dev-database/testing';
import type { Environment } from '@nilecare/migrate';
import { withMigratedServices } from '../../catalog/with-migrated-services.ts';
import type { Audit, Finding, ServiceFacts } from '../model.ts';
import { allServices, runRules } from '../rules/run-rules.ts';
import { onServer, provisionAccounts } from './fresh-server.ts';
import { readAccounts, readServer } from './server.ts';
import { readServiceFacts } from './service-facts.ts';
import { findSources, type Source } from './sources.ts';

/** What to audit. */
export interface AuditRequest {
  readonly root: string;
  /** Of the process. */
  readonly environment: Environment;
  /** Names of services; default: all of the map, and all folders. */
  readonly only?: readonly string[];
}

/**
 * Audits the databases that the services' `.env` name.
 *
 * @throws UnknownServiceError
 */
export async function auditLive({ root, environment, only }: AuditRequest): Promise<Audit> {
  const map = loadServiceMap();
  const sources = findSources(root, map, environment, only);
  const mapped = sources.filter(({ mapped }) => mapped !== undefined).map(({ service }) => service);
  const services = only === undefined ? {} : { services: mapped };
  const server = mapped.length > 0 && (await readServer({ root, map, environment, ...services }));
  if (server === false) return judged(await readAll(sources, undefined), []);
  const rows = typeof server === 'string' ? undefined : server.rows;
  const facts = await readAll(sources, rows);
  if (typeof server === 'string') return withoutServer(facts, server);
  return { ...judged(facts, server.rows), server: server.report };
}

/**
 * Audits a private server on which every service was just migrated. No `DB_*` variable and no `.env` counts.
 *
 * @throws UnknownServiceError; DevDatabaseError when no server can be had; MigrateError when a migration fails
 */
export function auditFresh(request: Omit<AuditRequest, 'environment'>, kind: ServerKind): Promise<Audit> {
  findSources(request.root, loadServiceMap(), {}, request.only);
  return withMigratedServices(kind, ({ server }) => auditMigrated(request, server));
}

/** Audits a private server that {@link withMigratedServices} started, for callers that write more from it. */
export async function auditMigrated(
  { root, only }: Omit<AuditRequest, 'environment'>,
  server: TestServer,
): Promise<Audit> {
  const map = loadServiceMap();
  const secrets = await provisionAccounts(server, map);
  const sources = findSources(root, map, {}, only).map((source) => onServer(source, map, secrets, server));
  const rows = await readAccounts(connectionOf(server), map, secrets);
  return judged(await readAll(sources, rows), rows);
}

function judged(services: readonly ServiceFacts[], rows: readonly StatusRow[]): Audit {
  const sharedAccounts = rows.filter(({ service }) => service === undefined);
  return { services, sharedAccounts, findings: runRules(services, sharedAccounts) };
}

function withoutServer(services: readonly ServiceFacts[], reason: string): Audit {
  const unread: Finding = { priority: 1, service: allServices, code: 'not-read', part: 'accounts', reason };
  return { services, sharedAccounts: [], findings: [unread, ...runRules(services)] };
}

function connectionOf({ host, port, user, password }: TestServer): AdminConnection {
  return { host, port, user, password };
}

/** One after the other would wait for the slowest server each time. */
function readAll(
  sources: readonly Source[],
  rows: readonly StatusRow[] | undefined,
): Promise<readonly ServiceFacts[]> {
  return Promise.all(
    sources.map((source) =>
      readServiceFacts(
        source,
        rows?.filter(({ service }) => service === source.service),
      ),
    ),
  );
}
