import { isKnownSetting, unknownSettingHint } from '../config/known-names.ts';
import { nearestName } from '../config/nearest.ts';
import { splitList } from '../config/setting.ts';
import type { ConfigurationProblem } from '../errors.ts';
import { assumeProblems, isCount, readAssumed, sarifProblems, verifyProblems } from './combinations.ts';
import { fileCommandNames, notAlone, takeFileCommand, type FileCommand } from './file-command.ts';

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

/** Flags that are not settings, with a line for the usage text. */
export const commandLineFlags = {
  '-configFiles=': 'Configuration files (.conf or .toml), separated by commas, the strongest last',
  '-configFileEncoding=': 'Encoding of .conf files, as in ISO-8859-1; default UTF-8',
  '-envFile=': 'File of environment variables, as in .env; the environment wins over it',
  '-workingDirectory=': 'Folder that relative paths start from',
  '-outputFile=': 'File that everything printed is written to as well',
  '-outputType=':
    'json prints one JSON object on standard output; sarif, of validate, migrate and resume, a SARIF log',
  '-color=': 'Colours: auto, always or never',
  '-migrationIds': 'Of info print versions, and descriptions of repeatables, only',
  '-verify': 'Of undo try the undo files in a scratch schema instead, and name what they leave behind',
  '-assumeApplied=':
    'Of repair: statements 1 to this number of the unfinished script are applied; all, or 0 to begin anew',
  '-X': 'Print more',
  '-q': 'Print warnings and errors only',
  '-v, --version': 'Print the version',
  '-h, -?, --help': 'Print this help; help <command> prints that of a command',
} as const;

/** What was asked for on the command line. */
export interface Arguments {
  /** `help` with commands means the help of these; `version` wins over `help`. */
  readonly request: 'run' | 'help' | 'version';
  /** Empty when none was given; Flyway then prints its usage. */
  readonly commands: readonly CommandName[];
  /** `new` or `check`, which run by themselves; `commands` is empty then. */
  readonly fileCommand?: FileCommand;
  /** All commands that were named, for `help`. */
  readonly helpTopics: readonly string[];
  /** Flags that are settings, without `-`; for `loadConfig`. */
  readonly settings: readonly { readonly key: string; readonly value: string }[];
  readonly configFiles: readonly string[];
  readonly configFileEncoding?: string;
  readonly envFile?: string;
  readonly workingDirectory?: string;
  /** Absolute, or relative to the folder that the program runs in. */
  readonly outputFile?: string;
  readonly outputType: OutputType;
  readonly color: 'auto' | 'always' | 'never';
  /** `debug` by `-X`, `quiet` by `-q`; `ids` by `-migrationIds`, which leaves only those of `info`. */
  readonly verbosity: 'normal' | 'debug' | 'quiet' | 'ids';
  /** By `-verify`, for `undo`. */
  readonly verify?: true;
  /** By `-assumeApplied=`, for `repair`: a number of statements. */
  readonly assumeApplied?: number | 'all';
  /** When there are any, nothing may run; the rest is read as far as possible, so that JSON is answered by JSON. */
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads Flyway's command line: `-key=value`, also `--key=value`; commands anywhere between. A flag given twice counts
 * as it was given last, so that scripts can be called with more flags behind theirs (Flyway fails on it);
 * `-confirm=` adds up.
 *
 * @param argv without node and script, as `process.argv.slice(2)`
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { fileCommand, ...taken } = takeFileCommand(joinLock(argv.filter((word) => word.trim() !== '')));
  const words = readWords(taken.rest);
  const pick = <Kind extends Word['kind']>(kind: Kind) =>
    words.filter((word): word is Extract<Word, { kind: Kind }> => word.kind === kind);
  const requests = pick('request').map(({ request }) => request);
  const options = new Map(pick('option').map(({ name, value }) => [name, value]));
  const [configFileEncoding, envFile, workingDirectory, outputFile] = (
    ['configFileEncoding', 'envFile', 'workingDirectory', 'outputFile'] as const
  ).map((name) => options.get(name));
  const request = requests.includes('version') ? 'version' : (requests[0] ?? 'run');
  const commands = pick('command').map(({ command }) => command);
  const topics = pick('topic').map(({ name }) => name);
  const named = [...(fileCommand ? [fileCommand.name] : []), ...topics, ...commands];
  const verbosities = pick('verbosity').map(({ verbosity }) => verbosity);
  const verify = pick('verify').length > 0;
  const assumeApplied = readAssumed(options.get('assumeApplied'));
  const outputType =
    outputTypes.find((type) => type === options.get('outputType')?.toLowerCase()) ?? ('text' as const);
  return {
    request,
    commands,
    ...(fileCommand && { fileCommand }),
    helpTopics: named,
    settings: mergeConfirm(pick('setting').map(({ key, value }) => ({ key, value }))),
    configFiles: splitList(options.get('configFiles') ?? ''),
    ...(configFileEncoding ? { configFileEncoding } : {}),
    ...(envFile ? { envFile } : {}),
    ...(workingDirectory ? { workingDirectory } : {}),
    ...(outputFile ? { outputFile } : {}),
    outputType,
    color: colors.find((color) => color === options.get('color')) ?? 'auto',
    verbosity: verbosities.find((each) => each === 'ids') ?? verbosities.at(-1) ?? 'normal',
    ...(verify && { verify }),
    ...(assumeApplied !== undefined && { assumeApplied }),
    problems: [
      ...(request === 'run' ? [...taken.problems, ...topics.map(notAlone)] : []),
      ...[
        ...pick('problem').map(({ message }) => message),
        ...sarifProblems(outputType, named),
        ...(verify ? verifyProblems(named) : []),
        ...(assumeApplied === undefined ? [] : assumeProblems(named)),
      ].map((message) => ({ message })),
    ],
  };
}

/** `lock status` and `lock break` are commands of two words. */
function joinLock(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf('lock');
  const joined = `lock ${argv[at + 1] ?? ''}`;
  const isCommand = at >= 0 && commandNames.some((name) => name === joined);
  return isCommand ? argv.toSpliced(at, 2, joined) : argv;
}

/** Other than text. */
const outputTypes = ['json', 'sarif'] as const;

export type OutputType = 'text' | (typeof outputTypes)[number];

const colors = ['auto', 'always', 'never'] as const;

type OptionName = (typeof optionNames)[number];

type Word =
  | { readonly kind: 'command'; readonly command: CommandName }
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'request'; readonly request: 'help' | 'version' }
  | { readonly kind: 'verbosity'; readonly verbosity: 'debug' | 'quiet' | 'ids' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'option'; readonly name: OptionName; readonly value: string }
  | { readonly kind: 'setting'; readonly key: string; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly message: string };

/** Words behind a flag without a value are most likely its value: not commands, and never shown. */
function readWords(argv: readonly string[]): readonly Word[] {
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
] as const;

function isOption(name: string): name is OptionName {
  return optionNames.some((option) => option === name);
}

/** Never repeats a value: it may be a password behind a misspelt name. */
function unknownFlag(shown: string, name: string): Word {
  const message = `Unknown flag: ${shown.replace(/=$/, '')}. ${unknownSettingHint(name, '-', optionNames)}`;
  return { kind: 'problem', message };
}

function mergeConfirm(given: Arguments['settings']): Arguments['settings'] {
  const confirmed = given.filter(({ key }) => key === 'confirm').map(({ value }) => value);
  const others = given.filter(({ key }) => key !== 'confirm');
  return confirmed.length > 0 ? [...others, { key: 'confirm', value: confirmed.join(',') }] : others;
}
