/** A copy of the repository with a database server, databases and `.env` files of its own, ready to be started. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { stopServer } from '@nilecare/dev-database';
import { copyRepository, environment, removeCopy, runSetup } from '../test/clone.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

const names = ['auth-service', 'billing-service', 'payment-gateway-service'];

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
  Object.entries(environment).filter(([name]) => !/^(DATABASE_|PM2_|NODE_ENV$|PORT$)/.test(name)),
);

/**
 * Makes a copy in the temporary folder, runs its set-up and gives each service a free port.
 * @param server kind of server, as `npm run setup -- --server` takes it
 * @throws when the set-up fails, with what it wrote
 */
export async function makeClone(server: string): Promise<Clone> {
  const folder = await copyRepository();
  const remove = async () => {
    await stopServer(folder);
    await removeCopy(folder);
  };
  try {
    await copyWhatRuns(folder);
    const { code, output } = await runSetup(folder, ['--server', server]);
    if (code !== 0) throw new Error(`The set-up failed.\n${output}`);
    const services = await Promise.all(names.map((name) => withFreePort(folder, name)));
    return { folder, services, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What the set-up does without. */
async function copyWhatRuns(folder: string): Promise<void> {
  const built = names.map((name) => path.join('microservices', name, 'dist'));
  for (const part of ['ecosystem.config.js', path.join('shared', 'service', 'pm2.cjs'), ...built])
    await cp(path.join(root, part), path.join(folder, part), { recursive: true });
}

async function withFreePort(root: string, name: string): Promise<ClonedService> {
  const folder = path.join(root, 'microservices', name);
  const file = path.join(folder, '.env');
  const text = await readFile(file, 'utf8');
  const port = await freePort();
  await writeFile(file, text.replace(/^PORT=.*$/m, `PORT=${port}`));
  return { name, folder, url: `http://127.0.0.1:${port}`, password: parseEnv(text)['DB_PASSWORD'] ?? '' };
}

/** A port that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
