import { readFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../config/config-files.ts';
import { ConfigurationError } from '../../errors.ts';

/**
 * The names of `-databases=`. `@FILE` stands for the names in a file, one a line, without lines that begin with `#`.
 *
 * @throws ConfigurationError when a file cannot be read, or there is no name, or one twice
 */
export function readNames(values: readonly string[], workingDirectory: string): readonly string[] {
  const names = values.flatMap((value) =>
    value.startsWith('@') ? namesIn(value.slice(1), workingDirectory) : [value],
  );
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (twice.length > 0)
    throw new ConfigurationError(
      [...new Set(twice)].map((name) => ({ message: `-databases= names ${name} twice; name it once` })),
    );
  return names;
}

function namesIn(file: string, workingDirectory: string): readonly string[] {
  const names = read(file, workingDirectory)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (names.length > 0) return names;
  throw new ConfigurationError([
    { message: 'the file of -databases=@ names no database; write one a line', file },
  ]);
}

function read(file: string, workingDirectory: string): string {
  try {
    return readFileSync(path.resolve(workingDirectory, file), 'utf8');
  } catch (error) {
    const message = `the file of -databases=@ cannot be read (${codeOf(error)}): create it, or correct its name`;
    throw new ConfigurationError([{ message, file }]);
  }
}
