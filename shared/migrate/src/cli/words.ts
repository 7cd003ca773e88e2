import { isKnownSetting, unknownSettingHint } from '../config/known-names.ts';
import { nearestName } from '../config/nearest.ts';
import { isCount } from './combinations.ts';
import { fileCommandNames } from './file-command.ts';

/** Commands that can be given, several in one call in their order. */
export const commandNames = [
  'migrate',
  'info',
  'validate',
  'undo',
  'baseline',
  'repair',
  'resume',
  'clean',
  'lock status',
  'lock break',
] as const;

export type CommandName = (typeof commandNames)[number];

/** Other than text. */
export const outputTypes = ['json', 'sarif'] as const;

export type OutputType = 'text' | (typeof outputTypes)[number];

/** Of `-color=`. */
export const colors = ['auto', 'always', 'never'] as const;

type OptionName = (typeof optionNames)[number];

/** One word of the command line, read by itself. */
export type Word =
  | { readonly kind: 'command'; readonly command: CommandName }
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'request'; readonly request: 'help' | 'version' }
  | { readonly kind: 'verbosity'; readonly verbosity: 'debug' | 'quiet' | 'ids' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'failFast' }
  | { readonly kind: 'option'; readonly name: OptionName; readonly value: string }
  | { readonly kind: 'setting'; readonly key: string; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly message: string };

/** Words behind a flag without a value are most likely its value: not commands, and never shown. */
export function readWords(argv: readonly string[]): readonly Word[] {
  return argv.map((word, index) => {
    const before = argv[index - 1] ?? '';
    const isStray = !word.startsWith('-') && !fixedWords.has(word);
    if (isStray && (before === '=' || isBareFlag(before))) return { kind: 'nothing' };
    if (isStray && before.startsWith('-') && before.endsWith('=')) {
      return { kind: 'problem', message: `${before} is followed by a blank: write ${before}<value>` };
    }
    return readWord(word);
  });
}

function isBareFlag(word: string): boolean {
  return word.startsWith('-') && !word.includes('=') && !fixedWords.has(word);
}

function readWord(word: string): Word {
  const fixed = fixedWords.get(word);
  if (fixed) return fixed;
  if (!word.startsWith('-')) return readCommand(word);
  const equals = word.indexOf('=');
  if (equals < 0) return readBareFlag(word);
  const name = word.slice(0, equals).replace(/^--?/, '');
  return readFlag(name, word.slice(equals + 1));
}

/** Words that mean something by themselves; what only concerns Java's Flyway means nothing here. */
const fixedWords: ReadonlyMap<string, Word> = new Map<string, Word>([
  ...commandNames.map((command) => [command, { kind: 'command', command }] as const),
  ...fileCommandNames.map((name) => [name, { kind: 'topic', name }] as const),
  ...['help', '-h', '-?', '--help'].map((word) => [word, { kind: 'request', request: 'help' }] as const),
  ...['version', '-v', '--version'].map((word) => [word, { kind: 'request', request: 'version' }] as const),
  ['-verify', { kind: 'verify' }],
  ['-failFast', { kind: 'failFast' }],
  ['-X', { kind: 'verbosity', verbosity: 'debug' }],
  ['-migrationIds', { kind: 'verbosity', verbosity: 'ids' }],
  ['-q', { kind: 'verbosity', verbosity: 'quiet' }],
  ['-communityFallback', { kind: 'nothing' }],
  ['-skipCheckForUpdate', { kind: 'nothing' }],
]);

function readCommand(word: string): Word {
  if (word === 'lock') {
    return { kind: 'problem', message: 'lock needs a second word: lock status, or lock break' };
  }
  const nearest = nearestName(word, [...commandNames, ...fileCommandNames, 'help', 'version']);
  const hint = nearest
    ? `Did you mean ${nearest}?`
    : `Commands are ${[...commandNames, ...fileCommandNames].join(', ')}, help and version.`;
  const message = `Unknown command: ${word}. ${hint}`;
  return { kind: 'problem', message };
}

/** Without `=`: Flyway has no form `-key value`. */
function readBareFlag(word: string): Word {
  const name = word.replace(/^--?/, '');
  if (isOption(name) || isKnownSetting(name)) {
    return {
      kind: 'problem',
      message: `${word} needs a value: write -${name}=<value>, without blanks around =`,
    };
  }
  return unknownFlag(word, name);
}

function readFlag(name: string, value: string): Word {
  if (name === 'outputType' && value !== '' && !outputTypes.some((type) => type === value.toLowerCase())) {
    return { kind: 'problem', message: `-outputType= must be json or sarif; it is "${value}"` };
  }
  if (name === 'color' && value !== '' && !colors.some((color) => color === value)) {
    return { kind: 'problem', message: `-color= must be auto, always or never; it is "${value}"` };
  }
  if (name === 'assumeApplied' && value !== 'all' && !isCount(value)) {
    return {
      kind: 'problem',
      message: `-assumeApplied= must be a number of statements, or all; it is "${value}"`,
    };
  }
  if (isOption(name)) return { kind: 'option', name, value };
  if (isKnownSetting(name)) return { kind: 'setting', key: name, value };
  return unknownFlag(`-${name}=`, name);
}

const optionNames = [
  'configFiles',
  'configFileEncoding',
  'envFile',
  'workingDirectory',
  'outputFile',
  'outputType',
  'color',
  'assumeApplied',
  'projects',
  'databases',
  'concurrency',
] as const;

function isOption(name: string): name is OptionName {
  return optionNames.some((option) => option === name);
}

/** Never repeats a value: it may be a password behind a misspelt name. */
function unknownFlag(shown: string, name: string): Word {
  const message = `Unknown flag: ${shown.replace(/=$/, '')}. ${unknownSettingHint(name, '-', optionNames)}`;
  return { kind: 'problem', message };
}
