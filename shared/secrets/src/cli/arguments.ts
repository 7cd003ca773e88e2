import { parseArgs } from 'node:util';

/** A command line, understood. */
export type Arguments = { readonly command: 'help' } | { readonly command: 'version' } | ExecArguments;

/** `exec`: a program to run with a password. */
export interface ExecArguments {
  readonly command: 'exec';
  /** File of variables; the environment wins over it. */
  readonly envFile?: string;
  readonly account: 'migrator' | 'runtime';
  readonly program: string;
  readonly words: readonly string[];
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/**
 * Understands a command line; flags may have one dash or two, as elsewhere in NileCare. What follows `--` is the
 * program's own.
 * @throws {UsageError}
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const end = argv.indexOf('--');
  const { values, positionals } = parse(end < 0 ? argv : argv.slice(0, end));
  const [command = 'help', extra] = positionals;
  if (values.help || command === 'help') return { command: 'help' };
  if (values.version || command === 'version') return { command: 'version' };
  if (command !== 'exec') throw new UsageError(`There is no command ${command}; there is exec.`);
  const [program, ...words] = end < 0 ? [] : argv.slice(end + 1);
  if (extra !== undefined || program === undefined)
    throw new UsageError(
      'Write the program to run behind --: nilecare-secrets exec -- nilecare-migrate info',
    );
  return { command, account: accountOf(values.account), program, words, ...envFileOf(values) };
}

function parse(argv: readonly string[]) {
  const args = argv.map((argument) => (/^-[a-zA-Z]{2,}/.test(argument) ? `-${argument}` : argument));
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        envFile: { type: 'string' },
        account: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function accountOf(text = 'migrator'): ExecArguments['account'] {
  if (text === 'migrator' || text === 'runtime') return text;
  throw new UsageError('-account= is migrator (DB_USER) or runtime (DB_RUNTIME_USER).');
}

function envFileOf({ envFile }: { readonly envFile?: string }): Pick<ExecArguments, 'envFile'> {
  return envFile === undefined ? {} : { envFile };
}
