import { DatabaseError } from '../errors.ts';
import type { Service, ServiceMap } from '../model.ts';
import { runtimeUser } from './accounts.ts';

/**
 * Checks the text of a service map and returns it as typed data, services by priority.
 *
 * @param text JSON, as `service-map.json` holds it.
 * @param file name for messages.
 * @throws {DatabaseError} `BAD_MAP` with every problem of the file at once in `context.problems`.
 */
export function parseServiceMap(text: string, file = 'service-map.json'): ServiceMap {
  const problems: string[] = [];
  const map = readMap(parseJson(text, file), problems);
  problems.push(...duplicates(map));
  if (problems.length > 0) throw badMap(file, problems);
  return { ...map, services: map.services.toSorted((a, b) => a.priority - b.priority) };
}

/** MySQL takes 32 characters (errno 1470), MariaDB more. */
const userLength = 32;
/** Both servers take 64 characters (errno 1059). */
const databaseLength = 64;

const serviceKeys = ['name', 'database', 'user', 'port', 'phase', 'priority', 'appendOnlyTables'];

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badMap(file, [`is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`], cause);
  }
}

function readMap(value: unknown, problems: string[]): ServiceMap {
  const fields = record(value, 'the map', ['readonlyUser', 'services'], problems);
  const readonlyUser = identifier(fields['readonlyUser'], 'readonlyUser', userLength, problems);
  const services = fields['services'];
  if (!Array.isArray(services) || services.length === 0) {
    problems.push('services: expected a list with at least one service');
    return { readonlyUser, services: [] };
  }
  return { readonlyUser, services: services.map((item, index) => readService(item, index, problems)) };
}

function readService(value: unknown, index: number, problems: string[]): Service {
  const label = labelOf(value, index);
  const fields = record(value, label, serviceKeys, problems);
  const number = (key: string, most: number): number =>
    integer(fields[key], `${label}.${key}`, most, problems);
  return {
    name: serviceName(fields['name'], `${label}.name`, problems),
    database: identifier(fields['database'], `${label}.database`, databaseLength, problems),
    user: serviceUser(fields['user'], `${label}.user`, problems),
    port: number('port', 65_535),
    phase: number('phase', 99),
    priority: number('priority', 999),
    appendOnlyTables: tables(fields['appendOnlyTables'], `${label}.appendOnlyTables`, problems),
  };
}

function labelOf(value: unknown, index: number): string {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  return typeof name === 'string' && name !== '' ? name : `services[${index}]`;
}

function record(
  value: unknown,
  label: string,
  keys: readonly string[],
  problems: string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(`${label}: expected an object`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) problems.push(`${label}: unknown key "${key}"; known are ${keys.join(', ')}`);
  }
  return { ...value };
}

function serviceName(value: unknown, label: string, problems: string[]): string {
  if (typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value)) return value;
  problems.push(`${label}: expected lower-case letters, digits and -, but it is ${JSON.stringify(value)}`);
  return '';
}

/** Lower case only, because whether `Auth` and `auth` are one database depends on the server's file system. */
function identifier(value: unknown, label: string, most: number, problems: string[]): string {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9_]*$/.test(value)) {
    problems.push(`${label}: expected lower-case letters, digits and _, but it is ${JSON.stringify(value)}`);
    return '';
  }
  if (value.length > most) {
    problems.push(`${label}: "${value}" has ${value.length} characters, the servers take at most ${most}`);
  }
  return value;
}

/** A service's user needs room for the name of its run-time account too. */
function serviceUser(value: unknown, label: string, problems: string[]): string {
  const user = identifier(value, label, userLength, problems);
  const runtime = runtimeUser({ user });
  if (user.length <= userLength && runtime.length > userLength) {
    const words = `with "_runtime" for its run-time account it has ${runtime.length} characters`;
    problems.push(`${label}: ${words}, the servers take at most ${userLength}`);
  }
  return user;
}

function tables(value: unknown, label: string, problems: string[]): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push(`${label}: expected a list of tables, but it is ${JSON.stringify(value)}`);
    return [];
  }
  const names = value.map((item, index) => identifier(item, `${label}[${index}]`, databaseLength, problems));
  const repeated = [...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) < index))];
  if (repeated.length > 0) problems.push(`${label}: ${repeated.join(', ')} stands there twice`);
  return names;
}

function integer(value: unknown, label: string, most: number, problems: string[]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  problems.push(`${label}: expected a whole number from 1 to ${most}, but it is ${JSON.stringify(value)}`);
  return 0;
}

function duplicates(map: ServiceMap): string[] {
  const problems = (['name', 'database', 'user', 'port'] as const).flatMap((key) =>
    shared(map.services, key),
  );
  const users = map.services.map(({ user }) => user).filter((user) => user !== '');
  const owner = map.services.find((service) => service.user === map.readonlyUser && service.user !== '');
  if (owner) problems.push(`${owner.name} and the read-only account both use user ${owner.user}`);
  const runtimes = map.services.filter((service) =>
    [...users, map.readonlyUser].includes(runtimeUser(service)),
  );
  return [
    ...problems,
    ...runtimes.map(
      (service) =>
        `${service.name}.user: its run-time account ${runtimeUser(service)} is another user of the map`,
    ),
  ];
}

function shared(services: readonly Service[], key: 'name' | 'database' | 'user' | 'port'): string[] {
  const values = new Set(
    services.map((service) => service[key]).filter((value) => value !== '' && value !== 0),
  );
  return [...values].flatMap((value) => {
    const owners = services.filter((service) => service[key] === value).map((service) => service.name);
    return owners.length > 1 ? [`${owners.join(' and ')} both use ${key} ${value}`] : [];
  });
}

function badMap(file: string, problems: readonly string[], cause?: unknown): DatabaseError {
  const message = `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n  ${problems.join('\n  ')}`;
  return new DatabaseError('BAD_MAP', message, { context: { file, problems }, cause });
}
