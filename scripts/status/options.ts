import { parseArgs } from 'node:util';

/** What `npm run status` may be told. */
export interface StatusOptions {
  readonly output: 'text' | 'json';
  /** File for the page; absent when none is wanted. */
  readonly page?: string;
  /** Names of services; absent for all. */
  readonly services?: readonly string[];
  /** Seconds that one service, or the administrator, may take to answer. */
  readonly deadline: number;
  /** Whether to look at the accounts, which takes an administrator. */
  readonly accounts: 'seen' | 'left-out';
}

/** Where the page is written when no file is named. */
export const defaultPage = '.nilecare/status.html';

export const usage = `Usage: npm run status [-- --service NAME … --no-users --deadline SECONDS --json --html [FILE]]

One screen for the databases of all services: version, what is pending, the last migration, what failed or broke off,
whether files and history agree, and whether the users are as database/service-map.json has them. Changes nothing.
The services are asked at once, with the settings of their .env files: docs/status.md.

  --service NAME      this one only; may be repeated
  --no-users          leave the users out, for which an administrator is needed (DB_ADMIN_USER, DB_ADMIN_PASSWORD)
  --deadline SECONDS  how long each may take to answer; default 10
  --json              print the status as JSON
  --html [FILE]       also write it as one page without scripts; default ${defaultPage}
  --help              this text

Exit code: 0 when all is well, 1 when something needs attention or the command line is wrong.`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): StatusOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [file, ...others] = positionals;
  const unexpected = values.html === true ? others : positionals;
  if (unexpected.length > 0) throw new UsageError(`Unexpected: ${unexpected.join(' ')}\n\n${usage}`);
  return {
    output: values.json === true ? 'json' : 'text',
    deadline: readDeadline(values.deadline ?? '10'),
    accounts: values['no-users'] === true ? 'left-out' : 'seen',
    ...(values.html === true && { page: file ?? defaultPage }),
    ...(values.service && { services: values.service }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      // parseArgs knows no optional value: `--html=FILE` becomes `--html FILE`, and FILE a positional.
      args: argv.flatMap((word) => (word.startsWith('--html=') ? ['--html', word.slice(7)] : [word])),
      allowPositionals: true,
      options: {
        service: { type: 'string', multiple: true },
        'no-users': { type: 'boolean' },
        deadline: { type: 'string' },
        json: { type: 'boolean' },
        html: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function readDeadline(text: string): number {
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds > 0 && seconds <= 600) return seconds;
  throw new UsageError(`--deadline is "${text}"; expected seconds, from 0.1 to 600.`);
}
