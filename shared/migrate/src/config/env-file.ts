import { parseEnv } from 'node:util';
import type { ConfigurationProblem } from '../errors.ts';

/**
 * Reads a `.env` file as `node --env-file` does, but reports lines that are cut off instead of passing over them.
 *
 * @param file the name to show to the user
 */
export function parseEnvFile(
  text: string,
  file: string,
): {
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: readonly ConfigurationProblem[];
} {
  const plain = text.replace(/^\uFEFF/, '');
  const variables = Object.fromEntries(Object.entries(parseEnv(plain)).filter(isSet));
  return { variables, problems: findBrokenLines(plain, file) };
}

function isSet(pair: [string, string | undefined]): pair is [string, string] {
  return pair[1] !== undefined;
}

function findBrokenLines(text: string, file: string): readonly ConfigurationProblem[] {
  const lines = text.split(/\r\n|\n|\r/);
  const problems: ConfigurationProblem[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]?.trim() ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const number = index + 1;
    const [, quote, rest = ''] = /^(?:export\s+)?[\w.-]+\s*=\s*(["'`]?)(.*)$/s.exec(line) ?? [];
    if (quote === undefined) {
      problems.push({ message: 'the line is not NAME=value', file, line: number });
    } else if (quote !== '' && !rest.includes(quote)) {
      const end = lines.findIndex((later, position) => position > index && later.includes(quote));
      if (end < 0)
        problems.push({
          message: `the quote ${quote} is never closed`,
          file,
          line: number,
        });
      index = end < 0 ? lines.length : end;
    }
  }
  return problems;
}
