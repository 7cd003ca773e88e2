import type { ConfigurationProblem } from '../errors.ts';
import type { NewRequest } from '../plan/plan-new.ts';

/** Commands about files, without a database; each runs by itself. */
export const fileCommandNames = ['new', 'check'] as const;

/** What was asked of a command about files. */
export type FileCommand =
  | {
      readonly name: 'new';
      readonly request: NewRequest;
      /** As `filesystem:migrations` or `migrations`. */
      readonly location?: string;
    }
  | { readonly name: 'check'; readonly branch: string; readonly renumber: 'propose' | 'perform' };

/** The words of a command line that belong to such a command, taken from the others. */
export interface TakenFileCommand {
  readonly fileCommand?: FileCommand;
  readonly problems: readonly ConfigurationProblem[];
  /** What is left to be read. */
  readonly rest: readonly string[];
}

const flagsOf = {
  new: ['version', 'location', 'repeatable'],
  check: ['branch', 'fix', 'renumber'],
} as const;

/** Those of `flagsOf` without a value. */
const switches: ReadonlySet<string> = new Set(['repeatable', 'fix', 'renumber']);

/**
 * Takes `new <words> [-version=] [-location=] [-repeatable]` or `check -branch= [-fix]` from a command line, of which
 * it must be the first command: what stands behind `new` without a `-` is the description.
 */
export function takeFileCommand(argv: readonly string[]): TakenFileCommand {
  const at = argv.findIndex((word) => !word.startsWith('-'));
  const name = fileCommandNames.find((known) => known === argv[at]);
  if (!name) return { problems: [], rest: argv };
  const others = argv.toSpliced(at, 1);
  const isOwn = (word: string) =>
    !isFlag(word) || ((flagsOf[name] as readonly string[]).includes(flagName(word)) && word !== '--version');
  const own = others.filter(isOwn);
  const flags = new Map(own.filter(isFlag).map((word) => [flagName(word), valueOf(word)]));
  const words = own.filter((word) => !isFlag(word));
  const problems = own.filter(isFlag).flatMap(problemOf);
  const rest = others.filter((word) => !isOwn(word));
  if (name === 'new') return { fileCommand: newCommand(words, flags), problems, rest };
  const [stray] = words;
  const strays =
    stray === undefined ? [] : [{ message: `check runs by itself and takes no words: ${stray}. ${usage}` }];
  const missing = flags.get('branch') ? [] : [{ message: `check needs the branch to merge into. ${usage}` }];
  return { fileCommand: checkCommand(flags), problems: [...problems, ...strays, ...missing], rest };
}

const usage = 'Write check -branch=main';

/** What is wrong with such a command among others. */
export function notAlone(name: string): ConfigurationProblem {
  return { message: `${name} needs no database and runs by itself: let it be the first and only command` };
}

function newCommand(words: readonly string[], flags: ReadonlyMap<string, string>): FileCommand {
  const [version, location] = [flags.get('version') ?? '', flags.get('location')];
  const request: NewRequest = {
    category: flags.has('repeatable') ? 'Repeatable' : 'Versioned',
    description: words.join(' '),
    version:
      version === ''
        ? 'like-existing'
        : version === 'next' || version === 'timestamp'
          ? version
          : { written: version },
  };
  return { name: 'new', request, ...(location ? { location } : {}) };
}

function checkCommand(flags: ReadonlyMap<string, string>): FileCommand {
  const perform = flags.has('fix') || flags.has('renumber');
  return { name: 'check', branch: flags.get('branch') ?? '', renumber: perform ? 'perform' : 'propose' };
}

function isFlag(word: string): boolean {
  return word.startsWith('-');
}

function flagName(word: string): string {
  return word.replace(/^--?/, '').replace(/=.*$/s, '');
}

function valueOf(word: string): string {
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : '';
}

function problemOf(word: string): readonly ConfigurationProblem[] {
  const name = flagName(word);
  if (switches.has(name)) return word.includes('=') ? [{ message: `-${name} takes no value` }] : [];
  return word.includes('=')
    ? []
    : [{ message: `-${name} needs a value: write -${name}=<value>, without blanks around =` }];
}
