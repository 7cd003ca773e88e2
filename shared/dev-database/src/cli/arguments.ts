import { parseArgs } from 'node:util';
import { DevDatabaseError, messageOf } from '../errors.ts';
import type { ServerKind } from '../model.ts';

/** The commands of `dev-database`. */
export const commandNames = ['start', 'stop', 'status', 'shell', 'reset', 'help'] as const;
export type CommandName = (typeof commandNames)[number];

/** A command line, understood. */
export interface Arguments {
  readonly command: CommandName;
  /** Whether `--help` was given, or the command that `help` is about. */
  readonly helpFor?: CommandName;
  readonly kind?: ServerKind;
  readonly port?: number;
  readonly fetch: 'when-needed' | 'never';
  readonly root?: string;
  readonly output: 'text' | 'json';
  readonly confirm?: string;
}

/**
 * Understands a command line; flags may have one dash or two, as elsewhere in NileCare.
 *
 * @throws DevDatabaseError USAGE
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [first = 'help', second, extra] = positionals;
  const command = commandOf(first);
  const about = second === undefined ? undefined : commandOf(second);
  if (extra !== undefined || (about && command !== 'help'))
    throw usage(`Unexpected argument '${extra ?? second ?? ''}'.`);
  const helpFor = values.help ? command : command === 'help' ? (about ?? 'help') : undefined;
  return {
    command,
    ...(helpFor && { helpFor }),
    ...(values.server !== undefined && { kind: kindOf(values.server) }),
    ...(values.port !== undefined && { port: portOf(values.port) }),
    fetch: values.offline ? 'never' : 'when-needed',
    ...(values.root !== undefined && { root: values.root }),
    output: values.json ? 'json' : 'text',
    ...(values.confirm !== undefined && { confirm: values.confirm }),
  };
}

function parse(argv: readonly string[]) {
  const args = argv.map((argument) => (/^-[a-z]{2,}/.test(argument) ? `-${argument}` : argument));
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        port: { type: 'string' },
        offline: { type: 'boolean' },
        root: { type: 'string' },
        json: { type: 'boolean' },
        confirm: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage(messageOf(error).split('. ')[0] ?? '', error);
  }
}

function commandOf(name: string): CommandName {
  const command = commandNames.find((each) => each === name);
  if (command) return command;
  throw usage(`Unknown command '${name}'; expected ${commandNames.join(', ')}.`);
}

function kindOf(value: string): ServerKind {
  if (value === 'mariadb' || value === 'mysql') return value;
  throw usage(`--server is '${value}'; expected mariadb or mysql.`);
}

function portOf(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1024 && port <= 65535) return port;
  throw usage(`--port is '${value}'; expected a number from 1024 to 65535.`);
}

function usage(message: string, cause?: unknown): DevDatabaseError {
  return new DevDatabaseError('USAGE', `${message} Try 'dev-database --help'.`, { cause });
}
