import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { Stage } from '../scenario.ts';

/** Where the scenarios play. */
export const database = 'nilecare_auth';

/** Path of a file of auth-service in the clone. */
export function authFile(stage: Stage, ...segments: readonly string[]): string {
  return path.join(stage.folder, 'microservices', 'auth-service', ...segments);
}

/** Writes a migration of auth-service. */
export function writeMigration(stage: Stage, name: string, sql: string): Promise<void> {
  return writeFile(authFile(stage, 'migrations', name), sql);
}

/** Replaces a text in a migration of auth-service. @throws Error when it does not stand there */
export async function editMigration(stage: Stage, name: string, from: string, to: string): Promise<void> {
  const file = authFile(stage, 'migrations', name);
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  await writeFile(file, text.replace(from, to));
}

/** The variables of auth-service's `.env`. */
export async function authEnvironment(stage: Stage): Promise<Readonly<Record<string, string>>> {
  return parseEnv(await readFile(authFile(stage, '.env'), 'utf8')) as Readonly<Record<string, string>>;
}

/** A second version of the schema that both servers take, and its way back. */
export const userLocale = {
  name: 'V2__Add_user_locale.sql',
  undoName: 'U2__Add_user_locale.sql',
  sql: `ALTER TABLE auth_users
  ADD COLUMN locale VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'ar-SD';

CREATE TABLE auth_locales (
  code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(50) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

INSERT INTO auth_locales (code, name) VALUES ('ar-SD', 'Arabic'), ('en-GB', 'English');
`,
  undo: `DROP TABLE auth_locales;

ALTER TABLE auth_users DROP COLUMN locale;
`,
};
