import { splitList } from '../config/setting.ts';
import type { ConfigurationProblem } from '../errors.ts';
import { assumeProblems, readAssumed, sarifProblems, verifyProblems } from './combinations.ts';
import { readMany, type Many } from './many/arguments.ts';
import { notAlone, takeFileCommand, type FileCommand } from './file-command.ts';
import {
  colors,
  commandNames,
  outputTypes,
  readWords,
  type CommandName,
  type OutputType,
  type Word,
} from './words.ts';

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
  '-projects=':
    "Folders of projects, separated by commas, also patterns as in 'microservices/*': the command runs in each",
  '-databases=':
    'Databases, separated by commas, or @FILE with one a line: each takes the place of the one of the URL',
  '-concurrency=': 'Of -projects= and -databases=: how many at once; default 8',
  '-failFast': 'Of -projects= and -databases=: behind the first that fails begin no other',
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
  /** By `-projects=` or `-databases=`. */
  readonly many?: Many;
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
  const { many, problems: manyProblems } = readMany({
    options,
    named,
    failFast: pick('failFast').length > 0,
    refused: [
      verify && '-verify',
      assumeApplied !== undefined && '-assumeApplied=',
      verbosities.includes('ids') && '-migrationIds',
    ],
  });
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
    ...(many && { many }),
    problems: [
      ...(request === 'run' ? [...taken.problems, ...topics.map(notAlone)] : []),
      ...[
        ...pick('problem').map(({ message }) => message),
        ...sarifProblems(outputType, named),
        ...(verify ? verifyProblems(named) : []),
        ...(assumeApplied === undefined ? [] : assumeProblems(named)),
        ...manyProblems,
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

function mergeConfirm(given: Arguments['settings']): Arguments['settings'] {
  const confirmed = given.filter(({ key }) => key === 'confirm').map(({ value }) => value);
  const others = given.filter(({ key }) => key !== 'confirm');
  return confirmed.length > 0 ? [...others, { key: 'confirm', value: confirmed.join(',') }] : others;
}
