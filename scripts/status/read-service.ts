import { existsSync } from 'node:fs';
import type { Service } from '@nilecare/database';
import {
  ConnectionError,
  describeError,
  findings,
  info,
  MigrateError,
  type Config,
  type Finding,
  type InfoReport,
} from '@nilecare/migrate';
import { serviceConfig, serviceFolder, type SettingsSources } from './service-config.ts';
import { DeadlineError, within } from './within.ts';

/** What was found of one service's database. */
export interface FoundService {
  readonly service: Service;
  /** `host:port` or the socket's path; absent when no setting tells. */
  readonly address?: string;
  readonly found: FoundSchema;
}

/** `planned`: the service has no folder yet. `away` and `unreadable` say why in `reason`, and what to do. */
export type FoundSchema =
  | { readonly kind: 'read'; readonly report: InfoReport; readonly findings: readonly Finding[] }
  | { readonly kind: 'away' | 'unreadable'; readonly reason: string }
  | { readonly kind: 'planned' };

/**
 * Reads one service's history as `info` does, and judges it as `validate` does, from one look. Changes nothing, takes no
 * lock and runs no callback.
 *
 * @returns also for a server that is away and for settings that are wrong: nothing of this ends the others
 */
export async function readService(service: Service, sources: SettingsSources): Promise<FoundService> {
  if (!existsSync(serviceFolder(sources.root, service))) return { service, found: { kind: 'planned' } };
  let config: Config;
  try {
    config = serviceConfig(service, sources);
  } catch (error) {
    return { service, found: unread(error) };
  }
  const { host, port, socketPath } = config.connection;
  const address = socketPath ?? `${host}:${port}`;
  try {
    const report = await within(sources.deadline, info(config));
    const ignore = config.ignoreMigrationPatterns;
    return {
      service,
      address,
      found: { kind: 'read', report, findings: findings(report.infos, { ignore }) },
    };
  } catch (error) {
    return { service, address, found: unread(error) };
  }
}

/** @throws whatever is neither a user's mistake nor a server's absence */
function unread(error: unknown): FoundSchema {
  if (error instanceof DeadlineError) {
    const next = 'The server does not answer in time: look at it, or give it more with --deadline.';
    return { kind: 'away', reason: `${error.message}\n${next}` };
  }
  if (!(error instanceof MigrateError)) throw error;
  return {
    kind: error instanceof ConnectionError ? 'away' : 'unreadable',
    reason: describeError(error),
  };
}
