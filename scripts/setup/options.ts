import { parseArgs } from 'node:util';
import type { ServerKind } from '@nilecare/dev-database';

/** What the set-up may be told. */
export interface SetupOptions {
  /** Default: the kind that is there or installed already, else MariaDB. */
  readonly kind?: ServerKind;
  readonly port?: number;
  /** A run-time account for each service; default: for those that have one already. */
  readonly runtimeAccounts?: 'wanted';
  /** `never` where no program may be fetched. */
  readonly fetch: 'when-needed' | 'never';
}

export const usage = `Usage: ./scripts/setup-phase1.sh [options]      (or: npm run setup -- [options])

Starts a private database server (or uses the one that DB_HOST and DB_PORT name), creates the eight databases and
nine users, writes a .env for each service and migrates the three services. Run it as often as you like.

  --server mariadb|mysql   kind of the private server; default: what is installed, MariaDB first
  --port N                 its port; default: the first free one from 33306 on
  --offline                fetch nothing
  --runtime                let services serve with accounts that cannot change a table (DB_RUNTIME_USER)
  --help                   this text

With DB_HOST and DB_PORT (and DB_ADMIN_USER, DB_ADMIN_PASSWORD) in the environment no server is started.`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): SetupOptions | 'help' {
  const values = parse(argv);
  if (values.help === true) return 'help';
  return {
    fetch: values.offline === true ? 'never' : 'when-needed',
    ...(values.server !== undefined && { kind: readKind(values.server) }),
    ...(values.port !== undefined && { port: readPort(values.port) }),
    ...(values.runtime === true && { runtimeAccounts: 'wanted' }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        server: { type: 'string' },
        port: { type: 'string' },
        offline: { type: 'boolean' },
        runtime: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function readKind(text: string): ServerKind {
  if (text === 'mariadb' || text === 'mysql') return text;
  throw new UsageError(`--server is "${text}"; expected mariadb or mysql.`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`--port is "${text}"; expected a number from 1 to 65535.`);
}
