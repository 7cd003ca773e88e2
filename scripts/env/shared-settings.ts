import type { CheckedService } from './check-services.ts';

/** E9: what two services must not share on one server, and how it is called. */
const exclusive = [
  ['DB_NAME', 'use database'],
  ['DB_USER', 'log in as'],
  ['DB_RUNTIME_USER', 'log in as'],
  ['PORT', 'listen on port'],
] as const;

/** Databases, users and ports that more than one service has, each as a sentence. */
export function sharedSettings(services: readonly CheckedService[]): readonly string[] {
  return exclusive.flatMap(([variable, verb]) => {
    const users = new Map<string, { readonly value: string; readonly names: string[] }>();
    for (const { name, environment } of services) {
      const value = settingOf(environment, variable);
      if (value === undefined) continue;
      const key = variable === 'PORT' ? value : `${serverOf(environment)} ${value}`;
      users.set(key, { value, names: [...(users.get(key)?.names ?? []), name] });
    }
    return [...users.values()]
      .filter(({ names }) => names.length > 1)
      .map(({ value, names }) => `${together(names)} ${verb} ${value}.`);
  });
}

/** A text that is no name or number is not told: it may be anything, and is refused elsewhere. */
function settingOf({ settings }: CheckedService['environment'], variable: string): string | undefined {
  const value = settings.find(({ name }) => name === variable)?.value ?? '';
  return /^\w{1,64}$/.test(value) ? value : undefined;
}

function serverOf({ settings }: CheckedService['environment']): string {
  const parts = settings.filter(({ name }) => ['DB_HOST', 'DB_PORT', 'DB_SOCKET'].includes(name));
  return parts.map(({ value }) => value ?? '').join(' ');
}

function together(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const [first] = names;
  if (names.length === 2) return `${String(first)} and ${last} both`;
  return `${names.slice(0, -1).join(', ')} and ${last} all`;
}
