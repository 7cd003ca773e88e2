import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withEnvValue } from './env-value.ts';
import { replaceFile } from './replace-file.ts';
import type { SecretStoreOptions } from './open-secret-store.ts';
import { readServiceVariables, type ServiceVariables } from './service-variables.ts';

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
 * databases may serve any of them; of several `.env` files it is the one that the service takes the variable from.
 *
 * @throws what the file system throws for a file that exists and cannot be read.
 */
export async function findSecretPlaces(
  { root, map, environment }: SecretStoreOptions,
  user: string,
): Promise<readonly SecretPlace[]> {
  const places: SecretPlace[] = [];
  for (const service of map.services) {
    const found = await readServiceVariables(root, service, environment);
    for (const group of groupsOf(found, user)) places.push(...(await placesOf(root, found, group)));
  }
  return places;
}

/** `DB_PASSWORD` and its kin, or `DB_RUNTIME_PASSWORD` and its kin; `DATABASE_URL` when that names the user. */
type Group = 'DB_PASSWORD' | 'DB_RUNTIME_PASSWORD' | 'DATABASE_URL';

function groupsOf({ variables, service }: ServiceVariables, user: string): readonly Group[] {
  const url = parseUrl(variables['DATABASE_URL']);
  const migrator = variables['DB_USER'] || (url === undefined ? service.user : '');
  return [
    ...(migrator === user ? (['DB_PASSWORD'] as const) : []),
    ...(variables['DB_RUNTIME_USER'] === user ? (['DB_RUNTIME_PASSWORD'] as const) : []),
    ...(url !== undefined && decodeURIComponent(url.username) === user ? (['DATABASE_URL'] as const) : []),
  ];
}

async function placesOf(
  root: string,
  found: ServiceVariables,
  group: Group,
): Promise<readonly SecretPlace[]> {
  if (group === 'DATABASE_URL') return [urlPlace(root, found)];
  const { variables, fileOf } = found;
  const foreign = [`${group}_COMMAND`, `${group}_SOURCE`].find((name) => variables[name]);
  if (foreign !== undefined) return [{ name: `${foreign} in ${fileOf(foreign)}` }];
  if (variables[`${group}_FILE`]) return [await filePlace(found, `${group}_FILE`)];
  return variables[group] ? [variablePlace(root, found, group)] : [];
}

function variablePlace(root: string, { variables, fileOf }: ServiceVariables, name: string): SecretPlace {
  const writer = envWriter(root, fileOf(name), name, (password) => password);
  return { name: `${name} in ${fileOf(name)}`, password: variables[name] ?? '', writer };
}

function urlPlace(root: string, { variables, fileOf }: ServiceVariables): SecretPlace {
  const url = new URL(variables['DATABASE_URL'] ?? '');
  const file = fileOf('DATABASE_URL');
  const writer = envWriter(root, file, 'DATABASE_URL', (password) => {
    const next = new URL(url);
    next.password = encodeURIComponent(password).replaceAll("'", '%27');
    return next.href;
  });
  return { name: `DATABASE_URL in ${file}`, password: decodeURIComponent(url.password), writer };
}

/** The file is read again at the write: another place in it may have been written since. */
function envWriter(
  root: string,
  file: string,
  name: string,
  toValue: (password: string) => string,
): SecretWriter {
  const target = path.join(root, file);
  return {
    check: (password) => void withEnvValue('', name, toValue(password), file),
    write: async (password) => {
      const present = await readFile(target, 'utf8');
      await replaceFile(target, withEnvValue(present, name, toValue(password), file));
    },
  };
}

/** A relative path counts from the service's folder. One trailing line feed is kept. */
async function filePlace(
  { folder, variables, fileOf }: ServiceVariables,
  name: string,
): Promise<SecretPlace> {
  const named = variables[name] ?? '';
  const target = path.resolve(folder, named);
  const text = (await readIfThere(target)) ?? '';
  const end = /\r?\n$/.exec(text)?.[0] ?? '';
  return {
    name: `${named} (${name} in ${fileOf(name)})`,
    password: text.slice(0, text.length - end.length),
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
