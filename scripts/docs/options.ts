import { parseArgs } from 'node:util';
import type { Mark } from './document.ts';

/** What `npm run docs:check` may be told. */
export interface CheckOptions {
  /** Blocks with these marks are run; none with `--static`. */
  readonly marks: ReadonlySet<Mark>;
  /** Documents whose commands are run: those whose name holds one of the texts; all when empty. */
  readonly only: readonly string[];
  readonly server?: 'mariadb' | 'mysql';
  readonly list: boolean;
}

export const usage = `Usage: npm run docs:check [-- [--static | --run-all] [--only TEXT] [--server mariadb|mysql] [--list]]

Checks the Markdown files of the repository: every link and anchor leads somewhere; every command of an 'sh' block, and
every 'npm run' and 'npx' in a sentence, calls a program, a script and flags that there are. Then runs the commands in a
clone with a private server of its own; the steps that documents name in between are those of scripts/docs/scenarios.

  \`\`\`sh run                    the gate runs it
  \`\`\`sh                        run by --run-all only
  \`\`\`sh not-run: REASON        never run, only recognised
  # exits with 1               beside a command: it shall fail
  \`\`\`text output              behind a block: what it prints, in this order, … for any text

  --static               run nothing
  --run-all              also run what the gate has no time for
  --only TEXT            run the documents whose name holds the text; may be repeated
  --server mariadb|mysql kind of the private server; default: as the set-up chooses
  --list                 print every block that is not run, with its reason, and run nothing
  --help                 this text

Exit code 0 when all is well, 1 otherwise, 130 when it was interrupted.`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): CheckOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const { server, only = [] } = values;
  if (server !== undefined && server !== 'mariadb' && server !== 'mysql')
    throw new UsageError(`--server is "${server}"; expected mariadb or mysql.`);
  if (values.static && values['run-all'])
    throw new UsageError('--static runs nothing and --run-all everything; leave one of them out.');
  const marks: readonly Mark[] = values['run-all'] ? ['run', 'run-all'] : ['run'];
  return {
    marks: new Set(values.static || values.list ? [] : marks),
    only,
    ...(server !== undefined && { server }),
    list: values.list,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        static: { type: 'boolean', default: false },
        'run-all': { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        server: { type: 'string' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
