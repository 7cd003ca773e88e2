import path from 'node:path';
import { refuseClean } from '../commands/clean.ts';
import { requireConfirmation } from '../commands/confirmation.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { ConfigSources } from '../config/load-config.ts';
import { RefusedError } from '../errors.ts';
import { stopSignal } from '../execute/stop.ts';
import { isInvalid, parseAnswer } from '../flyway/answer.ts';
import { findFlyway } from '../flyway/find-flyway.ts';
import { invocationOf } from '../flyway/invocation.ts';
import { programOf, type Program } from '../flyway/program.ts';
import { redactLine } from '../flyway/redact-line.ts';
import { runProgram } from '../flyway/run-program.ts';
import { InterruptedError } from '../run-errors.ts';
import type { Arguments } from './arguments.ts';
import { askForConfirmation } from './confirm.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** A run of the command line, whose configuration says `engine=flyway`. */
export interface FlywayRun {
  readonly parsed: Arguments;
  readonly sources: ConfigSources;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly output: Output;
}

/**
 * Has Flyway's own command line do the work, under the rules of this one: `clean` and production want the same
 * confirmations, and a failed `validate` is a failure in JSON too.
 *
 * @returns Flyway's exit code, or 1 when it says 0 for a failed `validate`
 */
export async function runFlyway(run: FlywayRun): Promise<number> {
  const { parsed, sources, config, terminal, output } = run;
  await refuse(run);
  const hasColors = parsed.color === 'auto' ? terminal.hasColors : parsed.color === 'always';
  const { args, environment } = invocationOf({ ...parsed, hasColors }, sources, config);
  const { platform, stop } = terminal;
  // FLYWAY_HOME and JAVA_HOME may stand in the file of -envFile= too.
  const places = { environment, platform, installations: path.join(terminal.home, '.node-flyway') };
  const cli = await findFlyway({
    ...places,
    stop,
    install: config.engine.install,
    onInstall: (version, folder) => output.note(`Installing Flyway ${version} in ${folder} by node-flyway`),
  });
  const program = programOf(cli, places);
  if (stop.aborted) throw new InterruptedError(stopSignal(stop));
  const work = { program: { ...program, args: [...program.args, ...args] }, environment };
  return parsed.outputType === 'json' ? runForJson(run, work) : runForText(run, work);
}

/** Everything that is refused, before a Java is started. */
async function refuse({ parsed, config, terminal, output }: FlywayRun): Promise<void> {
  if (parsed.commands.includes('undo')) {
    throw new RefusedError(
      'UNDO_REFUSED',
      "Flyway's free edition has no undo. Run it with the native engine, whose history Flyway reads: -engine=native undo.",
    );
  }
  if (parsed.commands.includes('resume')) {
    throw new RefusedError(
      'ENGINE_FAILED',
      'Flyway cannot go on in the middle of a file, and keeps no journal. Run it with the native engine, whose history Flyway reads: -engine=native resume.',
    );
  }
  if (parsed.assumeApplied !== undefined) {
    throw new RefusedError(
      'ENGINE_FAILED',
      '-assumeApplied= says what of a file is applied, and Flyway has no place for it. Use -engine=native.',
    );
  }
  if (config.evidence.kind === 'required' || config.planHash.length > 0) {
    throw new RefusedError(
      'ENGINE_FAILED',
      'Flyway leaves no evidence and knows no approved plan, so that evidenceLocation and planHash would be without effect. Use -engine=native.',
    );
  }
  if (parsed.commands.some((command) => command.startsWith('lock '))) {
    throw new RefusedError(
      'ENGINE_FAILED',
      'Flyway has no command lock. It takes the same lock as the native engine: -engine=native lock status.',
    );
  }
  if (parsed.outputType === 'sarif') {
    throw new RefusedError('ENGINE_FAILED', 'Flyway answers in text or JSON. For SARIF use -engine=native.');
  }
  if (parsed.configFiles.includes('-')) {
    throw new RefusedError(
      'ENGINE_FAILED',
      'A configuration from standard input cannot be handed to Flyway, since it is read already. Write it to a file.',
    );
  }
  if (/^\s|\s$/.test(config.connection.password)) {
    throw new RefusedError(
      'ENGINE_FAILED',
      'Flyway cuts off blanks at the beginning and the end of a password, and this one has some. Use -engine=native, or change the password.',
    );
  }
  if (!parsed.commands.includes('clean')) return;
  refuseClean(config);
  requireConfirmation(
    output.canAsk ? await askForConfirmation('clean', config, terminal.stop) : config,
    'clean',
  );
}

/** What is started. */
interface Work {
  readonly program: Program;
  readonly environment: Environment;
}

async function runForText(run: FlywayRun, work: Work): Promise<number> {
  const { terminal } = run;
  return start(run, work, (stream, line) => {
    if (stream === 'output') terminal.print(line);
    else terminal.printError(line);
  });
}

/** Standard output gets Flyway's object and nothing else. */
async function runForJson(run: FlywayRun, work: Work): Promise<number> {
  const lines: string[] = [];
  const code = await start(run, work, (stream, line) => {
    if (stream === 'output') lines.push(line);
    else run.terminal.printError(line);
  });
  const answer = parseAnswer(lines.join('\n'));
  run.terminal.print(JSON.stringify(answer, null, 2));
  return code === 0 && isInvalid(answer) ? 1 : code;
}

async function start(
  { sources, config, terminal }: FlywayRun,
  { program, environment }: Work,
  onLine: (stream: 'output' | 'error', line: string) => void,
): Promise<number> {
  const { stop, kill, platform } = terminal;
  const code = await runProgram(program, {
    environment,
    platform,
    workingDirectory: path.resolve(sources.workingDirectory),
    timeout: config.engine.timeout,
    stop,
    kill,
    onLine: (stream, line) => onLine(stream, redactLine(line, [config.connection.password])),
  });
  // Java answers a signal with an exit code of its own.
  if (stop.aborted && code !== 0) throw new InterruptedError(stopSignal(stop));
  return code ?? 1;
}
