import { readFile } from 'node:fs/promises';
import { SecretError } from './errors.ts';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is wrong; `advice` says what is expected. */
export function wrongSetting(variable: string, advice: string): SecretError {
  return new SecretError('SECRET_SETTINGS_INVALID', `${variable} ${advice}`);
}

/** The content of a file that a variable names, without blanks around it. */
export async function readSettingFile(variable: string, path: string): Promise<string> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    if (text !== '') return text;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw wrongSetting(variable, `names a file that cannot be read (${code}): ${path}`);
  }
  throw wrongSetting(variable, `names an empty file: ${path}`);
}
