import { parseArgs } from 'node:util';
import { DatabaseError } from '../errors.ts';
import { checkHost } from '../map/accounts.ts';
import type { ExtrasPolicy, PasswordPolicy } from '../plan/plan-provision.ts';
import type { RotationAim } from '../plan/plan-rotation.ts';

/** The commands of `nilecare-db`. */
export const commandNames = [
  'create',
  'drop',
  'users',
  'status',
  'rotate',
  'audit',
  'hash',
  'write',
  'help',
  'version',
] as const;

/** One of {@link commandNames}. */
export type CommandName = (typeof commandNames)[number];

/** How a report is printed; SARIF is for audit only. */
export type OutputFormat = (typeof outputFormats)[number];

const outputFormats = ['text', 'json', 'sarif'] as const;

/** A command line, understood. */
export interface Invocation {
  readonly command: CommandName;
  /** What follows the command: users for `rotate` and `hash`, a command for `help`. */
  readonly operands: readonly string[];
  readonly services?: readonly string[];
  readonly host?: string;
  readonly confirmed: readonly string[];
  readonly output: OutputFormat;
  readonly write: 'write' | 'check';
  readonly passwordPolicy: PasswordPolicy;
  readonly extras: ExtrasPolicy;
  readonly runtimeAccounts: 'left-alone' | 'wanted';
  /** `plan`: show what would be done and change nothing. */
  readonly mode: 'apply' | 'plan';
  /** Whether a question was answered in advance. */
  readonly consent: 'ask' | 'given';
  /** `detailed`: 2 when a plan is not empty. */
  readonly exitCode: 'plain' | 'detailed';
  readonly rotation: RotationAim | 'status';
  /** Milliseconds for which both passwords of a rotation work before the old one is dropped. */
  readonly overlap?: number;
}

const options = {
  service: { type: 'string', multiple: true },
  host: { type: 'string' },
  confirm: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  check: { type: 'boolean' },
  rotate: { type: 'boolean' },
  fix: { type: 'boolean' },
  runtime: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'detailed-exitcode': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  finish: { type: 'boolean' },
  status: { type: 'boolean' },
  overlap: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type OptionName = keyof typeof options;

const provisioning = [
  ...(['service', 'host', 'runtime', 'rotate', 'fix', 'confirm'] as const),
  ...(['dry-run', 'detailed-exitcode', 'yes', 'json'] as const),
];

/** The options each command takes; another one is a mistake that is said, not passed over. */
const optionsOf: Readonly<Record<CommandName, readonly OptionName[]>> = {
  create: [...provisioning],
  users: [...provisioning],
  drop: ['service', 'confirm', 'json'],
  status: ['service', 'host', 'json'],
  audit: ['service', 'format', 'json'],
  rotate: ['service', 'finish', 'status', 'overlap', 'dry-run', 'json'],
  hash: [],
  write: ['check', 'json'],
  help: [],
  version: [],
};

/**
 * Understands a command line. Flyway's single dash (`-confirm=…`) is as good as two.
 *
 * @throws {DatabaseError} `USAGE`.
 */
export function parseArguments(argv: readonly string[]): Invocation {
  const { values, positionals } = parse(argv.map((word) => word.replace(/^-(?=[a-z]{2})/, '--')));
  const [word, ...operands] = positionals;
  if (values.version) return invocation('version', [], {});
  if (values.help || word === undefined) return invocation('help', word === undefined ? [] : [word], {});
  const command = commandNames.find((name) => name === word);
  if (command === undefined)
    throw usage(`Unknown command "${word}". The commands are ${commandNames.join(', ')}.`);
  refuseForeignOptions(command, Object.keys(values));
  refuseLonelyOptions(command, values);
  if (operands.length > 0 && !['rotate', 'hash', 'help'].includes(command)) {
    throw usage(`"${operands.join(' ')}" does not belong to ${command}. A service is named with --service.`);
  }
  return invocation(command, operands, values);
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw usage(`${words.split('. ')[0]?.replace(/\.$/, '')}.`, error);
  }
}

function refuseForeignOptions(command: CommandName, given: readonly string[]): void {
  const foreign = given.filter((name) => !optionsOf[command].some((known) => known === name));
  if (foreign.length > 0) {
    throw usage(`${foreign.map((name) => `--${name}`).join(', ')} does not belong to ${command}.`);
  }
}

/** An option that means something only beside another one would otherwise do nothing, unseen. */
function refuseLonelyOptions(command: CommandName, values: Values): void {
  const isProvisioning = command === 'create' || command === 'users';
  if (isProvisioning && values.confirm && !values.fix) throw usage('--confirm needs --fix.');
  if (values['detailed-exitcode'] && !values['dry-run']) throw usage('--detailed-exitcode needs --dry-run.');
}

function invocation(command: CommandName, operands: readonly string[], values: Values): Invocation {
  return {
    command,
    operands,
    ...(values.service && { services: list(values.service) }),
    ...(values.host !== undefined && { host: checkHost(values.host) }),
    confirmed: list(values.confirm ?? []),
    output: values.json ? 'json' : formatOf(values.format),
    write: values.check ? 'check' : 'write',
    passwordPolicy: values.rotate ? 'rotate' : 'report',
    extras: values.fix ? 'revoke' : 'report',
    runtimeAccounts: values.runtime ? 'wanted' : 'left-alone',
    mode: values['dry-run'] ? 'plan' : 'apply',
    consent: values.yes ? 'given' : 'ask',
    exitCode: values['detailed-exitcode'] ? 'detailed' : 'plain',
    rotation: rotationOf(values),
    ...(values.overlap !== undefined && { overlap: milliseconds(values.overlap) }),
  };
}

function formatOf(word = 'text'): OutputFormat {
  const format = outputFormats.find((known) => known === word);
  if (format !== undefined) return format;
  throw usage(`"${word}" is no format. The formats are ${outputFormats.join(', ')}.`);
}

function rotationOf({ finish, status, overlap, 'dry-run': dryRun }: Values): Invocation['rotation'] {
  if (status && (finish || dryRun))
    throw usage('--status changes nothing and goes with no other option of rotate.');
  if (overlap !== undefined && (finish || status || dryRun)) {
    throw usage('--overlap goes with a whole rotation: neither with --finish, --status nor --dry-run.');
  }
  if (status) return 'status';
  return finish ? 'finish' : 'switch';
}

/** `500ms`, `30s`, `5m`, `1h`. */
function milliseconds(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})(ms|s|m|h)$/.exec(text) ?? [];
  const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const factor = factors[unit];
  if (factor !== undefined) return Number(number) * factor;
  throw usage(`"${text}" is no duration. Expected a number with ms, s, m or h, such as 10m.`);
}

function list(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function usage(message: string, cause?: unknown): DatabaseError {
  return new DatabaseError('USAGE', `${message} See: nilecare-db help`, { cause });
}
