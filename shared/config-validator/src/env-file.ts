import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { EnvironmentProblem } from './environment-error.ts';
import type { Environment } from './environment.ts';

/** One `.env` file as it was read. */
export interface EnvFile {
  readonly name: string;
  readonly variables: Environment;
  /** That it cannot be read, or lines that Node would pass over; none shows a line. */
  readonly problems: readonly EnvironmentProblem[];
}

/** Reads a `.env` file in the format of Node's `--env-file`; undefined when it does not exist. */
export function readEnvFile(folder: string, name: string): EnvFile | undefined {
  try {
    const text = readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '');
    const problems = brokenLines(text).map((sentence) => ({
      variable: name,
      message: `${name} ${sentence}`,
    }));
    return { name, variables: problems.length > 0 ? namesOf(parseEnv(text)) : parseEnv(text), problems };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT') return undefined;
    return {
      name,
      variables: {},
      problems: [{ variable: name, message: `${name} cannot be read (${code}).` }],
    };
  }
}

/** Around a broken line Node takes pieces of values for names; these must not be told as unknown variables. */
function namesOf(variables: Environment): Environment {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => /^[A-Za-z_]\w*$/.test(name)));
}

/** What is wrong with lines that are neither blank, comment nor NAME=value; a quoted value may have several lines. */
function brokenLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  const broken: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]?.trim() ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const [, value] = /^(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/.exec(line) ?? [];
    if (value === undefined) broken.push(`has a line ${index + 1} that is not NAME=value.`);
    const quote = /^["'`]/.exec(value ?? '')?.[0];
    if (quote === undefined) {
      if (/[^\s#]#/.test(value ?? '')) broken.push(`has a # in line ${index + 1} that ${cut}`);
      continue;
    }
    const end = endOfQuoted(lines, index, quote);
    if (end === undefined) broken.push(`has a quote ${quote} in line ${index + 1} that is never closed.`);
    else if (!/^\s*(#.*)?$/.test(end.rest))
      broken.push(`has text behind the quote ${quote} in line ${end.index + 1}, which would be left out.`);
    index = end?.index ?? lines.length;
  }
  return broken;
}

const cut = 'would cut its value off: put the value in quotes, or a blank before a comment.';

/** Where a quoted value ends, and what stands behind it. */
function endOfQuoted(lines: readonly string[], first: number, quote: string) {
  for (let index = first; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const from = index === first ? line.indexOf(quote) + 1 : 0;
    const end = line.indexOf(quote, from);
    if (end >= 0) return { index, rest: line.slice(end + 1) };
  }
  return undefined;
}
