import { startThrowawayServer, type ServerKind } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { asText } from './expressions.ts';
import { NotPossibleError } from './not-possible.ts';
import type { Service } from './workflow.ts';

/** A server in place of a container. */
export interface RunningService {
  /** As `job.services.<id>` says it: the port by the one inside the container. */
  readonly context: { readonly ports: Readonly<Record<string, string>> };
  stop(): Promise<void>;
}

/**
 * Starts a private server in place of a container of the official images, with the password of root that its environment
 * says, and with a binary log, as the images have it.
 *
 * @throws NotPossibleError for another image, and for a version that cannot be had here
 */
export async function startService({ image, env = {} }: Service): Promise<RunningService> {
  const [, kind, version] = /^(mysql|mariadb):([\d.]+)$/.exec(image) ?? [];
  if (kind === undefined || version === undefined)
    throw new NotPossibleError(`there is no container ${image}`);
  const started = await startThrowawayServer({
    kind: kind as ServerKind,
    flags: kind === 'mysql' ? ['--log-bin=binlog', '--server-id=1', '--performance-schema=ON'] : [],
  });
  try {
    const { server } = started;
    if (!`${server.version}.`.startsWith(`${version}.`))
      throw new NotPossibleError(`${image} cannot be had; there is ${kind} ${server.version}`);
    await setPassword(server, asText(env[`${kind.toUpperCase()}_ROOT_PASSWORD`]));
    return { context: { ports: { 3306: String(server.port) } }, stop: () => started.stop() };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function setPassword(
  server: { readonly host: string; readonly port: number; readonly user: string; readonly password: string },
  password: string,
): Promise<void> {
  const { host, port, user } = server;
  const connection = await createConnection({ host, port, user, password: server.password });
  try {
    await connection.query(
      `ALTER USER ${connection.escape(user)}@'localhost' IDENTIFIED BY ${connection.escape(password)}`,
    );
  } finally {
    connection.destroy();
  }
}
