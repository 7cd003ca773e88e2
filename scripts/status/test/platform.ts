/** A platform in miniature, with a service in every state that a status has to tell apart. */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  drop,
  memorySecretStore,
  parseServiceMap,
  provision,
  type SecretStore,
  type Service,
} from '@nilecare/database';
import type { TestServer } from '@nilecare/dev-database/testing';
import { migrate, loadConfig, MigrateError } from '@nilecare/migrate';

const repository = path.resolve(import.meta.dirname, '..', '..', '..');

/** A folder like the repository's root, and the environment that leads to its server. */
export interface TestPlatform {
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: SecretStore;
  readonly services: readonly Service[];
  /** Drops databases and users, and removes the folder. */
  remove(): Promise<void>;
}

const names = ['fresh', 'pending', 'failed', 'interrupted', 'drift', 'away', 'planned'];

const first = 'CREATE TABLE patients (id INT PRIMARY KEY, name VARCHAR(80) NOT NULL);\n';
const visits = [
  'CREATE TABLE visits (id INT PRIMARY KEY, patient_id INT NOT NULL, FOREIGN KEY (patient_id) REFERENCES patients (id));',
  'CREATE TABLE wards (id INT PRIMARY KEY);',
  'INSERT INTO wards VALUES (1), (2);',
];
const broken = 'INSERT INTO no_such_table VALUES (1);';

/** Sets it up on a server; every state is caused, not written. `remove` is the caller's duty. */
export async function makePlatform(server: TestServer): Promise<TestPlatform> {
  const root = await mkdtemp(path.join(tmpdir(), 'a status '));
  const { host, port, user, password } = server;
  const connection = { host, port, user, password };
  const mapText = randomMap();
  const map = parseServiceMap(mapText);
  const secrets = memorySecretStore({});
  const remove = async () => {
    await drop({ connection, map, confirmed: map.services.map(({ database }) => database) });
    await rm(root, { recursive: true, force: true });
  };
  try {
    await mkdir(path.join(root, 'database'));
    await writeFile(path.join(root, 'database', 'service-map.json'), mapText);
    await provision({ connection, map, secrets });
    for (const service of map.services.slice(0, -1)) await makeService(root, service, secrets, server);
  } catch (error) {
    await remove();
    throw error;
  }
  const environment = {
    ...{ DB_HOST: host, DB_PORT: String(port), DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password },
    [`${map.readonlyUser.toUpperCase()}_DB_PASSWORD`]: secrets.known(map.readonlyUser)?.password ?? '',
  };
  return { root, environment, secrets, services: map.services, remove };
}

function randomMap(): string {
  const prefix = `t${randomBytes(3).toString('hex')}`;
  const services = names.map((name, index) => ({
    name: `${name}-service`,
    database: `${prefix}_${name}`,
    user: `${prefix}_${name}`,
    port: 7001 + index,
    phase: name === 'planned' ? 2 : 1,
    priority: index + 1,
  }));
  return JSON.stringify({ readonlyUser: `${prefix}_reader`, services });
}

async function makeService(
  root: string,
  service: Service,
  secrets: SecretStore,
  server: TestServer,
): Promise<void> {
  const folder = path.join(root, 'microservices', service.name);
  await mkdir(path.join(folder, 'migrations'), { recursive: true });
  await cp(
    path.join(repository, 'microservices', 'auth-service', 'flyway.conf'),
    path.join(folder, 'flyway.conf'),
  );
  const write = (name: string, sql: string) => writeFile(path.join(folder, 'migrations', name), sql);
  const env = (port: number) =>
    writeFile(
      path.join(folder, '.env'),
      `DB_HOST=${server.host}\nDB_PORT=${port}\nDB_NAME=${service.database}\nDB_USER=${service.user}\nDB_PASSWORD='${secrets.known(service.user)?.password ?? ''}'\n`,
    );
  await env(server.port);
  await write('V1__Patients.sql', first);
  await write('R__Names.sql', 'CREATE OR REPLACE VIEW names AS SELECT name FROM patients;\n');
  await run(folder);
  await bring(service.name.split('-')[0] ?? '', { write, folder, env });
}

interface Place {
  readonly folder: string;
  readonly write: (name: string, sql: string) => Promise<void>;
  readonly env: (port: number) => Promise<void>;
}

/** From a service that is up to date to the state that its name says. */
async function bring(state: string, { write, folder, env }: Place): Promise<void> {
  if (state === 'pending') await write('V2__Visits.sql', visits.join('\n'));
  if (state === 'drift') await write('V1__Patients.sql', `-- edited\n${first}`);
  // Port 1 is one of those that nobody may listen on without being asked to.
  if (state === 'away') await env(1);
  if (state === 'failed') {
    await write('V2__Visits.sql', [...visits, broken].join('\n'));
    await run(folder);
  }
  if (state === 'interrupted') {
    await write('V2__Visits.sql', visits.join('\n'));
    await run(folder, 2);
  }
}

/** Migrates; a failure is what some of them are for. With `stopAt` it is stopped behind that statement. */
async function run(folder: string, stopAt?: number): Promise<void> {
  const { config } = loadConfig({ workingDirectory: folder, environment: {}, envFile: '.env' });
  const stop = new AbortController();
  await migrate(config, {
    stop: stop.signal,
    listener: (event) => {
      if (event.type === 'statement-started' && event.statement.number === stopAt) stop.abort('SIGINT');
    },
  }).catch((error: unknown) => {
    if (!(error instanceof MigrateError)) throw error;
  });
}
