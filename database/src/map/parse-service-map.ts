import { DatabaseError } from '../errors.ts';
import type { Service, ServiceMap } from '../model.ts';

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

const serviceKeys = ['name', 'database', 'user', 'port', 'phase', 'priority'];

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
    user: identifier(fields['user'], `${label}.user`, userLength, problems),
    port: number('port', 65_535),
    phase: number('phase', 99),
    priority: number('priority', 999),
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

function integer(value: unknown, label: string, most: number, problems: string[]): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  problems.push(`${label}: expected a whole number from 1 to ${most}, but it is ${JSON.stringify(value)}`);
  return 0;
}

function duplicates(map: ServiceMap): string[] {
  const problems = (['name', 'database', 'user', 'port'] as const).flatMap((key) =>
    shared(map.services, key),
  );
  const owner = map.services.find((service) => service.user === map.readonlyUser && service.user !== '');
  return owner
    ? [...problems, `${owner.name} and the read-only account both use user ${owner.user}`]
    : problems;
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
