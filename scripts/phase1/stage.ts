import path from 'node:path';
import { loadServiceMap, openSecretStore, type Service, type ServiceMap } from '@nilecare/database';
import { startThrowaway, type ServerKind, type TestServer } from '@nilecare/dev-database';
import { plainEnvironment } from '../processes/clone.ts';
import { backupOf, type Backup } from './backup.ts';
import { runChild, startChild, type Child, type Command, type Ended } from './children.ts';
import { withSession, type Login } from './sql.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** A private server with the databases and users of the map, and a copy of the repository that works with it. */
export interface Stage {
  readonly server: TestServer;
  readonly workspace: Workspace;
  readonly map: ServiceMap;
  readonly signal: AbortSignal;
  /** How a user of the map logs in, to the database given or to none. */
  loginOf(user: string, database?: string): Login;
  administrator(database?: string): Login;
  /** Runs an npm script of the copy: of a service, or of the root when that is undefined. */
  npm(service: string | undefined, script: string, flags?: readonly string[]): Promise<Ended>;
  /** Starts `npm start` of a service on a port. */
  start(service: string, port: number): Child;
  readonly backup: Backup;
  /** The service's database as `CREATE DATABASE` leaves it, and its files as they are in the repository. */
  reset(service: Service): Promise<void>;
  close(): Promise<void>;
}

/** What a stage is made of. */
export interface StageOptions {
  readonly kind: ServerKind;
  /** Root of the repository, or of a copy of it. */
  readonly source: string;
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
}

/**
 * Starts a private server and runs the repository's set-up against it, in a copy.
 *
 * @throws Error with the output of the set-up when that fails; DevDatabaseError NO_SERVER
 */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { kind, signal, say } = options;
  say(`Starting a private ${kind} server`);
  const throwaway = await startThrowaway({
    ...{ kind, signal, environment: process.env, onProgress: say },
    durable: true,
  });
  const { server, dataDirectory } = throwaway;
  say(`${kind} ${server.version} runs on ${server.host}:${server.port} in ${path.dirname(dataDirectory)}`);
  let workspace: Workspace | undefined;
  try {
    workspace = await openWorkspace(options.source);
    say(`Running the set-up in ${workspace.folder}`);
    return await setUp(options, throwaway, workspace);
  } catch (error) {
    await throwaway.stop();
    await workspace?.remove();
    throw error;
  }
}

async function setUp(
  { signal }: StageOptions,
  throwaway: Awaited<ReturnType<typeof startThrowaway>>,
  workspace: Workspace,
): Promise<Stage> {
  const { server } = throwaway;
  const runner = npmRunner(workspace, signal, server);
  const { code, output } = await runner.run(undefined, 'setup', []);
  if (code !== 0) throw new Error(`The set-up failed.\n${output}`);
  const map = loadServiceMap();
  const secrets = await openSecretStore({ root: workspace.folder, map, environment: {} });
  const { host, port } = server;
  const administrator = (database?: string): Login => ({ ...server, ...(database && { database }) });
  return {
    ...{ server, workspace, map, signal, administrator },
    loginOf: (user, database) => ({
      ...{ host, port, user, password: secrets.known(user)?.password ?? '' },
      ...(database && { database }),
    }),
    npm: runner.run,
    start: runner.start,
    backup: backupOf(server, workspace.folder, signal),
    reset: async ({ name, database }) => {
      await workspace.resetMigrations(name);
      await withSession(administrator(), (session) =>
        session.query(
          `DROP DATABASE IF EXISTS \`${database}\`;
           CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
        ),
      );
    },
    close: async () => {
      await throwaway.stop();
      await workspace.remove();
    },
  };
}

/** The set-up is told of the server by variables; the services have it in their `.env`. */
function npmRunner({ folder }: Workspace, signal: AbortSignal, server: TestServer) {
  const named = {
    DB_HOST: server.host,
    DB_PORT: String(server.port),
    DB_ADMIN_USER: server.user,
    DB_ADMIN_PASSWORD: server.password,
  };
  const env = {
    ...Object.fromEntries(Object.entries(plainEnvironment).filter(([name]) => !/^MIGRATION_/.test(name))),
    NO_COLOR: '1',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
  };
  const commandOf = (service: string | undefined, script: string, flags: readonly string[]): Command => [
    ...npm(),
    'run',
    '--silent',
    script,
    ...(service === undefined ? [] : ['-w', service]),
    ...(flags.length > 0 ? ['--', ...flags] : []),
  ];
  return {
    run: (service: string | undefined, script: string, flags: readonly string[] = []): Promise<Ended> =>
      runChild(commandOf(service, script, flags), {
        cwd: folder,
        env: service === undefined ? { ...env, ...named } : env,
        signal,
      }),
    start: (service: string, port: number): Child =>
      startChild(commandOf(service, 'start', []), {
        cwd: folder,
        env: { ...env, PORT: String(port) },
        signal,
      }),
  };
}

/** Under `npm run` the script of npm is known, and Node runs it without a shell. */
function npm(): Command {
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js') ? [process.execPath, path.resolve(script)] : ['npm'];
}
