import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { generatePassword } from '@nilecare/dev-database';
import type { TestServer } from '@nilecare/dev-database/testing';
import { provision } from '../src/commands/provision.ts';
import { rotate, type RotateReport, type RotateRequest } from '../src/commands/rotate.ts';
import { parseServiceMap } from '../src/map/parse-service-map.ts';
import type { ServiceMap } from '../src/model.ts';
import { openRotationSecrets } from '../src/passwords/rotation-secrets.ts';
import type { Variables } from '../src/passwords/resolve-secret.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { dropAll, errnoOf, randomMapText, temporaryRoot } from './random-map.ts';

/** A provisioned service `a-service` with its `.env`, to rotate the password of. */
export interface RotationFixture {
  readonly root: string;
  readonly map: ServiceMap;
  readonly user: string;
  /** The password at the start. */
  readonly old: string;
  readonly envFile: string;
  /** Runs a rotation as the command line does. */
  rotate(changes?: Partial<RotateRequest>, environment?: Variables): Promise<RotateReport>;
  /** What `.env` says now. */
  env(): Promise<NodeJS.Dict<string>>;
  /** `.nilecare/credentials.env`. */
  credentials(): Promise<string>;
  /** Number of the refusal of a login; 0 when it succeeds. */
  logIn(password: string): Promise<number>;
  remove(): Promise<void>;
}

/**
 * @param env what `.env` holds beside DB_USER, from the password at the start; default DB_PASSWORD.
 */
export async function rotationFixture(
  server: TestServer,
  env: (old: string, user: string) => string = (old) => `DB_PASSWORD=${old}`,
): Promise<RotationFixture> {
  const mapText = randomMapText('a');
  const map = parseServiceMap(mapText);
  const { root, remove } = await temporaryRoot(mapText);
  const user = map.services[0]?.user ?? '';
  const old = generatePassword();
  await provision({
    connection: server,
    map,
    services: ['a-service'],
    secrets: memorySecretStore({ [user]: old }),
  });
  const envFile = path.join(root, 'microservices', 'a-service', '.env');
  await mkdir(path.dirname(envFile), { recursive: true });
  await writeFile(envFile, `# kept\nDB_USER=${user}\n${env(old, user)}\nPORT=7001\n`, { mode: 0o600 });
  return {
    root,
    map,
    user,
    old,
    envFile,
    rotate: (changes = {}, environment = {}) =>
      rotate({
        connection: server,
        users: [user],
        openSecrets: (name) => openRotationSecrets({ root, map, environment }, name),
        aim: 'switch',
        mode: 'apply',
        ...changes,
      }),
    env: async () => parseEnv(await readFile(envFile, 'utf8')),
    credentials: () => readFile(path.join(root, '.nilecare', 'credentials.env'), 'utf8').catch(() => ''),
    logIn: (password) => errnoOf({ ...server, user, password }, 'SELECT 1'),
    remove: async () => {
      await dropAll(server, map);
      await remove();
    },
  };
}

/** Rights of a file, such as 0o600. */
export async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}
