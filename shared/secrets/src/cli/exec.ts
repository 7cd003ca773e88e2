import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { parseEnv } from 'node:util';
import { validateDatabaseEnvironment, type DatabaseConfiguration } from '@nilecare/config-validator';
import spawn from 'cross-spawn';
import { SecretError } from '../errors.ts';
import type { Credentials } from '../model.ts';
import { openCredentials } from '../open-credentials.ts';
import { wrongSetting, type Environment } from '../settings.ts';
import type { ExecArguments } from './arguments.ts';

/** What the program is run in. */
export interface ExecContext {
  readonly environment: Environment;
  /** Takes one line when something about the password is worth a look. */
  readonly report: (line: string) => void;
  /** Calls back for each signal that this process gets and the program would not get by itself. */
  readonly onSignal: (forward: (signal: NodeJS.Signals) => void) => void;
}

/** What the program shall not find any more: it has the password, and each part of the address, themselves. */
const ways = [
  'DB_PASSWORD_FILE',
  'DB_PASSWORD_COMMAND',
  'DB_PASSWORD_SOURCE',
  'DATABASE_URL',
  'DATABASE_URL_FILE',
];

/**
 * Runs a program with the credentials of an account in its environment.
 * @returns its exit code; for one that a signal ended, 128 and the signal's number
 * @throws {EnvironmentError} when the variables are wrong
 * @throws {SecretError} when there is no password, or the program cannot be started
 */
export async function exec(argv: ExecArguments, context: ExecContext): Promise<number> {
  const variables = await readEnvFile(argv.envFile);
  const environment = { ...variables, ...context.environment };
  const { database } = validateDatabaseEnvironment(environment, {
    service: 'nilecare-secrets exec',
    port: 1,
  });
  const provider = openCredentials(accountOf(database, argv.account), {
    environment,
    database,
    report: context.report,
  });
  try {
    return await run(argv, withCredentials(environment, database, await provider.current()), context);
  } finally {
    await provider.close();
  }
}

async function readEnvFile(path: string | undefined): Promise<Environment> {
  if (path === undefined) return {};
  try {
    return parseEnv(await readFile(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw wrongSetting('-envFile=', `names a file that cannot be read (${code}): ${path}`);
  }
}

function accountOf({ migrator, runtime }: DatabaseConfiguration, which: ExecArguments['account']) {
  if (which === 'migrator') {
    if (migrator !== undefined) return migrator;
    throw wrongSetting(
      'DB_PASSWORD',
      'is not set, nor anything in its place, so only -account=runtime can be had.',
    );
  }
  if (runtime !== migrator) return runtime;
  throw wrongSetting('DB_RUNTIME_USER', 'is not set, so there is no -account=runtime.');
}

function withCredentials(
  environment: Environment,
  { host, port, name, socketPath }: DatabaseConfiguration,
  { user, password }: Credentials,
): Environment {
  const others = Object.entries(environment).filter(([variable]) => !ways.includes(variable));
  return {
    ...Object.fromEntries(others),
    DB_HOST: host,
    DB_PORT: String(port),
    DB_NAME: name,
    ...(socketPath !== undefined && { DB_SOCKET: socketPath }),
    DB_USER: user,
    DB_PASSWORD: password.reveal(),
  };
}

function run(
  { program, words }: ExecArguments,
  environment: Environment,
  context: ExecContext,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], { env: environment, stdio: 'inherit' });
    context.onSignal((signal) => void child.kill(signal));
    child.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      reject(
        new SecretError('SECRET_COMMAND_FAILED', `The program ${program} could not be started (${code}).`),
      );
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}
