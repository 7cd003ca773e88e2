import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DevDatabaseError, hasCode, messageOf } from '../errors.ts';
import { generatePassword } from '../password-hash.ts';
import { parseEnv, withoutVariables, withVariables } from './env-text.ts';
import { withLock } from './lock.ts';
import { ensureFolder, privatePaths } from './paths.ts';
import { writePrivateFile } from './write-file.ts';

/** Names and values of `.nilecare/credentials.env`, such as DB_ADMIN_PASSWORD. */
export type Credentials = Readonly<Record<string, string>>;

/**
 * What `.nilecare/credentials.env` holds; empty when there is no such file.
 *
 * @throws DevDatabaseError STATE_UNREADABLE
 */
export async function readCredentials(root: string): Promise<Credentials> {
  const file = privatePaths(root).credentials;
  return parseEnv(await textOf(file));
}

/**
 * Adds or replaces entries of `.nilecare/credentials.env`, atomically and one process at a time; the others stay.
 * The file is its owner's alone (0600). Values must be free of line breaks and quotes.
 *
 * @param present what happens to an entry that the file holds already; default `replaced`. `kept`: it stays, so that of
 *   two processes that each generated a password both go on with the first one.
 * @returns everything that the file now holds
 * @throws DevDatabaseError USAGE for a name or value that the file cannot hold, STATE_UNREADABLE, LOCKED
 */
export async function addCredentials(
  root: string,
  record: Credentials,
  present: 'replaced' | 'kept' = 'replaced',
): Promise<Credentials> {
  const entries = Object.entries(record);
  for (const [name, value] of entries) checkEntry(name, value);
  return change(root, (held) =>
    present === 'replaced' ? record : Object.fromEntries(entries.filter(([name]) => !held[name])),
  );
}

/**
 * Takes entries out of `.nilecare/credentials.env`, as atomically as {@link addCredentials}; those it lacks are no error.
 *
 * @returns everything that the file now holds
 * @throws DevDatabaseError STATE_UNREADABLE, LOCKED
 */
export async function removeCredentials(root: string, names: readonly string[]): Promise<Credentials> {
  return rewrite(root, (text) => withoutVariables(text, names));
}

/** The administrator's name and password, generated when there are none yet. */
export async function administratorCredentials(
  root: string,
): Promise<{ readonly user: string; readonly password: string }> {
  const held = await change(root, (present) =>
    present['DB_ADMIN_USER'] === 'root' && present['DB_ADMIN_PASSWORD']
      ? {}
      : { DB_ADMIN_USER: 'root', DB_ADMIN_PASSWORD: generatePassword() },
  );
  return { user: 'root', password: held['DB_ADMIN_PASSWORD'] ?? '' };
}

const header =
  '# Passwords of the private server. Written by dev-database and nilecare-db; keep it to yourself.\n';

function change(root: string, changes: (present: Credentials) => Credentials): Promise<Credentials> {
  return rewrite(root, (text) => withVariables(text, changes(parseEnv(text)), 'add'));
}

async function rewrite(root: string, edit: (text: string) => string): Promise<Credentials> {
  const paths = privatePaths(root);
  ensureFolder(paths);
  return withLock(path.join(paths.folder, 'credentials.lock'), async () => {
    const text = (await textOf(paths.credentials)) || header;
    const next = edit(text);
    if (next !== text || text === header) await writePrivateFile(paths.credentials, next);
    return parseEnv(next);
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw new DevDatabaseError('STATE_UNREADABLE', `${file} cannot be read: ${messageOf(error)}.`, {
      context: { file },
      cause: error,
    });
  }
}

/** The value itself is never part of a message. */
function checkEntry(name: string, value: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !/[\r\n"']/.test(value) && value === value.trim()) return;
  throw new DevDatabaseError(
    'USAGE',
    `The entry ${JSON.stringify(name)} cannot be kept in credentials.env: a name is letters, digits and _, a value has no quotes, line breaks or outer blanks.`,
  );
}
