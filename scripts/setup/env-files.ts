import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import {
  quoteEnvValue,
  runtimeUser,
  type AdminConnection,
  type SecretStore,
  type Service,
  type Variables,
} from '@nilecare/database';
import { withVariables, writePrivateFile } from '@nilecare/dev-database';

/** What the `.env` files are made of. */
export interface EnvFilesRequest {
  readonly root: string;
  readonly services: readonly Service[];
  /** Those of them that serve with a run-time account. */
  readonly serving: readonly Service[];
  readonly secrets: SecretStore;
  readonly server: Pick<AdminConnection, 'host' | 'port' | 'socketPath' | 'ssl'>;
  /** Of the process: how a named server wants TLS. */
  readonly environment: Variables;
  readonly say: (message: string) => void;
}

/**
 * Writes `.env` of each service from its `.env.example`, readable by its owner alone. An existing one keeps
 * every value that it has and gets those that are missing or empty.
 */
export async function writeEnvFiles({
  root,
  services,
  serving,
  secrets,
  server,
  environment,
  say,
}: EnvFilesRequest): Promise<void> {
  for (const service of services) {
    const folder = path.join(root, 'microservices', service.name);
    const file = path.join(folder, '.env');
    const existing = await readIfThere(file);
    const text = completeEnv(existing, await readFile(path.join(folder, '.env.example'), 'utf8'), {
      DB_HOST: server.host ?? '127.0.0.1',
      DB_PORT: String(server.port ?? 3306),
      DB_SOCKET: server.socketPath ?? '',
      DB_NAME: service.database,
      DB_USER: service.user,
      DB_PASSWORD: secrets.known(service.user)?.password ?? '',
      ...(server.ssl && tlsVariables(environment)),
      ...(serving.includes(service) && runtimeVariables(service, secrets)),
    });
    if (text === existing) continue;
    await writePrivateFile(file, text);
    say(`${existing === undefined ? 'Wrote' : 'Completed'} ${path.relative(root, file)}`);
  }
}

/** The account that serves, beside DB_USER, which migrates. */
function runtimeVariables(service: Service, secrets: SecretStore): Readonly<Record<string, string>> {
  const user = runtimeUser(service);
  return { DB_RUNTIME_USER: user, DB_RUNTIME_PASSWORD: secrets.known(user)?.password ?? '' };
}

/** A service has to encrypt where the administrator must. */
function tlsVariables({ DB_SSL_MODE: mode, DB_SSL_CA: ca }: Variables): Readonly<Record<string, string>> {
  return { ...(mode && { DB_SSL_MODE: mode }), ...(ca && { DB_SSL_CA: ca }) };
}

/**
 * The text of a `.env`: the existing one, or the example, with values for variables that are missing or
 * empty. In a new one the values given stand in place of the example's.
 */
export function completeEnv(
  existing: string | undefined,
  example: string,
  values: Readonly<Record<string, string>>,
): string {
  const quoted = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, quoteEnvValue(value)]),
  );
  if (existing === undefined) return withVariables(example, quoted, 'add');
  const whole = withoutTornLine(existing);
  const present = parseEnv(whole) as Record<string, string | undefined>;
  const defaults = Object.entries(parseEnv(example)).map(
    ([name, value]) => [name, quoteEnvValue(value ?? '')] as const,
  );
  const wanted = { ...Object.fromEntries(defaults), ...quoted };
  const lacking = Object.entries(wanted).filter(
    ([name, value]) =>
      (present[name] === undefined || (present[name] === '' && value !== '')) &&
      !isGivenOtherwise(name, present),
  );
  return withVariables(whole, Object.fromEntries(lacking), 'add');
}

/** Whether the owner of a `.env` gives a variable in another way, beside which the variable itself is an error. */
function isGivenOtherwise(name: string, present: Readonly<Record<string, string | undefined>>): boolean {
  const isSet = (other: string) => (present[other] ?? '') !== '';
  if (isSet('DATABASE_URL') || isSet('DATABASE_URL_FILE'))
    return ['DB_HOST', 'DB_PORT', 'DB_SOCKET', 'DB_NAME', 'DB_USER', 'DB_PASSWORD'].includes(name);
  return name === 'DB_PASSWORD' && ['_FILE', '_COMMAND', '_SOURCE'].some((way) => isSet(`${name}${way}`));
}

/** A last line that was cut off before its `=` would swallow the line that is added behind it. */
function withoutTornLine(text: string): string {
  const end = text.lastIndexOf('\n') + 1;
  return /^\s*[^#=\s][^=]*$/.test(text.slice(end)) ? text.slice(0, end) : text;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
