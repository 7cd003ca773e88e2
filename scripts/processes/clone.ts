/** A copy of the repository with a database server, databases and `.env` files of its own, ready to be started. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { stopServer } from '@nilecare/dev-database';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What processes and the set-up need; programs are those of this repository. */
const parts = [
  'package.json',
  'ecosystem.config.js',
  'microservices',
  'scripts',
  path.join('shared', 'service', 'pm2.cjs'),
];

/** A service of the copy. */
export interface ClonedService {
  readonly name: string;
  readonly folder: string;
  /** Where it will listen. */
  readonly url: string;
  /** Of its database account; never to be shown. */
  readonly password: string;
}

/** The copy. */
export interface Clone {
  readonly folder: string;
  readonly services: readonly ClonedService[];
  /** Ends its server and removes it. */
  remove(): Promise<void>;
}

/** The environment of this process without settings that would lead a service or the set-up elsewhere. */
export const plainEnvironment: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(DB_|DATABASE_|FLYWAY_|TURBO_|NILECARE_|PM2_|npm_|NODE_ENV$|PORT$)/.test(name),
  ),
);

/**
 * Makes a copy in the temporary folder, runs its set-up and gives each service a free port.
 * @param server kind of server, as `npm run setup -- --server` takes it
 * @throws when the set-up fails, with what it wrote
 */
export async function makeClone(server: string): Promise<Clone> {
  const folder = await mkdtemp(path.join(tmpdir(), 'running services '));
  const remove = async () => {
    await stopServer(folder);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await copyTo(folder);
    const setup = path.join(folder, 'scripts', 'setup.ts');
    await promisify(execFile)(process.execPath, ['--import', 'tsx', setup, '--server', server], {
      cwd: folder,
      env: plainEnvironment,
    });
    const names = ['auth-service', 'billing-service', 'payment-gateway-service'];
    const services = await Promise.all(names.map((name) => withFreePort(folder, name)));
    return { folder, services, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copyTo(folder: string): Promise<void> {
  for (const part of parts) {
    await cp(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|\.env)$/.test(source),
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

async function withFreePort(root: string, name: string): Promise<ClonedService> {
  const folder = path.join(root, 'microservices', name);
  const file = path.join(folder, '.env');
  const text = await readFile(file, 'utf8');
  const port = await freePort();
  await writeFile(file, text.replace(/^PORT=.*$/m, `PORT=${port}`));
  return { name, folder, url: `http://127.0.0.1:${port}`, password: parseEnv(text)['DB_PASSWORD'] ?? '' };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
