import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { ServiceMap } from '../model.ts';
import { withEnvValue } from './env-value.ts';
import { replaceFile } from './replace-file.ts';
import type { Variables } from './resolve-secret.ts';

/** A place that holds the password of a user for a service. */
export interface SecretPlace {
  /** For people: `DB_PASSWORD in microservices/auth-service/.env`. */
  readonly name: string;
  /** What stands there; absent for a store that this program does not read. */
  readonly password?: string;
  /** Absent for a store that this program does not write. */
  readonly writer?: SecretWriter;
}

/** How the password of a place is replaced. */
export interface SecretWriter {
  /** Refuses a password that {@link SecretWriter.write} could not write. @throws {DatabaseError} `BAD_SECRET`. */
  check(password: string): void;
  /** MUST have stored it durably, and as a whole or not at all, when it returns. @throws as the file system does. */
  write(password: string): Promise<void>;
}

/**
 * Every place in the services' `.env` files that holds a user's password: DB_PASSWORD, DATABASE_URL, the file that
 * DB_PASSWORD_FILE names, and the same of DB_RUNTIME_USER. All services are looked through, because a reader of many
 * databases may serve any of them.
 *
 * @throws what the file system throws for a file that exists and cannot be read.
 */
export async function findSecretPlaces(
  root: string,
  map: ServiceMap,
  user: string,
): Promise<readonly SecretPlace[]> {
  const places: SecretPlace[] = [];
  for (const service of map.services) {
    const file = path.join('microservices', service.name, '.env');
    const text = await readIfThere(path.join(root, file));
    if (text === undefined) continue;
    const env: EnvFile = { root, file, text, variables: parseEnv(text) };
    for (const group of groupsOf(env, user, service.user)) places.push(...(await placesOf(env, group)));
  }
  return places;
}

interface EnvFile {
  readonly root: string;
  readonly file: string;
  readonly text: string;
  readonly variables: Variables;
}

/** `DB_PASSWORD` and its kin, or `DB_RUNTIME_PASSWORD` and its kin; `url` when DATABASE_URL names the user. */
type Group = 'DB_PASSWORD' | 'DB_RUNTIME_PASSWORD' | 'DATABASE_URL';

function groupsOf({ variables }: EnvFile, user: string, owner: string): readonly Group[] {
  const url = parseUrl(variables['DATABASE_URL']);
  const migrator = variables['DB_USER'] || (url === undefined ? owner : '');
  return [
    ...(migrator === user ? (['DB_PASSWORD'] as const) : []),
    ...(variables['DB_RUNTIME_USER'] === user ? (['DB_RUNTIME_PASSWORD'] as const) : []),
    ...(url !== undefined && decodeURIComponent(url.username) === user ? (['DATABASE_URL'] as const) : []),
  ];
}

async function placesOf(env: EnvFile, group: Group): Promise<readonly SecretPlace[]> {
  if (group === 'DATABASE_URL') return [urlPlace(env)];
  const { variables, file } = env;
  const foreign = [`${group}_COMMAND`, `${group}_SOURCE`].find((name) => variables[name]);
  if (foreign !== undefined) return [{ name: `${foreign} in ${file}` }];
  if (variables[`${group}_FILE`]) return [await filePlace(env, `${group}_FILE`)];
  return variables[group] ? [variablePlace(env, group)] : [];
}

function variablePlace(env: EnvFile, name: string): SecretPlace {
  const { file, variables } = env;
  const writer = envWriter(env, name, (password) => password);
  return { name: `${name} in ${file}`, password: variables[name] ?? '', writer };
}

function urlPlace(env: EnvFile): SecretPlace {
  const url = new URL(env.variables['DATABASE_URL'] ?? '');
  const writer = envWriter(env, 'DATABASE_URL', (password) => {
    const next = new URL(url);
    next.password = encodeURIComponent(password).replaceAll("'", '%27');
    return next.href;
  });
  return { name: `DATABASE_URL in ${env.file}`, password: decodeURIComponent(url.password), writer };
}

/** The file is read again at the write: another place in it may have been written since. */
function envWriter(
  { root, file, text }: EnvFile,
  name: string,
  toValue: (password: string) => string,
): SecretWriter {
  const target = path.join(root, file);
  return {
    check: (password) => void withEnvValue(text, name, toValue(password), file),
    write: async (password) => {
      const present = await readFile(target, 'utf8');
      await replaceFile(target, withEnvValue(present, name, toValue(password), file));
    },
  };
}

/** A relative path counts from the service's folder, where services are started. One trailing line feed is kept. */
async function filePlace({ root, file, variables }: EnvFile, name: string): Promise<SecretPlace> {
  const named = variables[name] ?? '';
  const target = path.resolve(root, path.dirname(file), named);
  const text = await readIfThere(target);
  const end = /\r?\n$/.exec(text ?? '')?.[0] ?? '';
  return {
    name: `${named} (${name} in ${file})`,
    password: (text ?? '').slice(0, (text ?? '').length - end.length),
    writer: { check: () => undefined, write: (password) => replaceFile(target, `${password}${end}`) },
  };
}

function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
