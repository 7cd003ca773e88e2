import { checkCall, placeholder } from './check-call.ts';
import type { Knowledge } from './knowledge.ts';
import type { Call } from './shell-commands.ts';

/** Programs whose commands have a help text each, and how it is asked for. */
const helpOf: Readonly<Record<string, (command: string) => Call>> = {
  'nilecare-migrate': (command) => ['help', command],
  'nilecare-db': (command) => ['help', command],
  'nilecare-secrets': () => ['help'],
  'dev-database': (command) => [command, '--help'],
};

/** Tools with many flags and no need of a check, and scripts that would run the gate instead of telling of themselves. */
const trusted = new Set([
  'changeset',
  'eslint',
  'knip',
  'prettier',
  'turbo',
  'tsc',
  'vitest',
  'actionlint',
  'lefthook',
  'scripts/check.cjs',
  'scripts/test.cjs',
]);

/** A flag, or a command, that the help text of a program does not know; undefined when all are known. */
export function checkFlags(program: Call, words: Call, knowledge: Knowledge): string | undefined {
  const [name = ''] = program;
  if (trusted.has(name)) return undefined;
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  const [first = '', second = ''] = own.filter((word) => !word.startsWith('-'));
  const command = first === 'lock' ? `${first} ${second}` : first;
  if (command === placeholder) return undefined;
  const ask = helpOf[name]?.(command) ?? ['--help'];
  const ownHelp = knowledge.help([...program, ...ask]);
  const help = name === 'nilecare-migrate' ? `${ownHelp}${knowledge.help([name, 'help'])}` : ownHelp;
  if (ownHelp === undefined || help === undefined)
    return `'${[...program, ...ask].join(' ')}' fails: there is no such command`;
  const unknown = own.find((word) => !isKnown(word, name, help));
  if (unknown !== undefined) return `the help of ${name} does not know ${unknown}`;
  return end === -1 ? undefined : checkCall(words.slice(end + 1), '', knowledge);
}

/** Flags are compared up to their `=`. A command that does not exist has no help. */
function isKnown(word: string, program: string, help: string): boolean {
  if (!word.startsWith('-')) return true;
  const flag = word.split('=')[0] ?? word;
  if (flag === '--help' || flag.startsWith('-placeholders.')) return true;
  return hasWord(help, flag) || (program === 'nilecare-migrate' && hasWord(help, flag.slice(1)));
}

function hasWord(text: string, word: string): boolean {
  const literal = word.replaceAll(/[^\w-]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`).test(text);
}
