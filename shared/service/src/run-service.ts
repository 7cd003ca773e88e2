import type { Environment } from '@nilecare/config-validator';
import { describeFailure } from './describe-failure.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { startService, type ServiceDefinition } from './start-service.ts';
import { followSupervisor } from './supervisor.ts';

/**
 * The whole life of a service's process: reads its settings, starts it, waits until it has been stopped.
 * What goes wrong is written to standard error, in plain words where the operator can mend it.
 * Never rejects; the caller ends the process, because a process manager's channel would keep it alive.
 * @param environment such as process.env
 * @param define makes the service's definition, or throws what is wrong with the environment
 * @returns the exit code, one of `exitCodes`
 */
export async function runService(
  environment: Environment,
  define: (environment: Environment) => ServiceDefinition,
): Promise<number> {
  const endFollowing = followSupervisor(environment);
  try {
    const definition = { environment, ...define(environment) };
    await Promise.race([startAndWait(definition), uncaughtException()]);
    return exitCodes.stopped;
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    return exitCodeOf(error);
  } finally {
    endFollowing();
    await Promise.all([flush(process.stdout), flush(process.stderr)]);
  }
}

async function startAndWait(definition: ServiceDefinition): Promise<void> {
  const service = await startService(definition);
  await service.stopped;
}

/** Rejects with the first error that nothing caught; Node's own exit code for it would be that of a refusal. */
function uncaughtException(): Promise<never> {
  return new Promise((_resolve, reject) => {
    process.once('uncaughtException', reject);
  });
}

/** Pipes on Windows, and the files of pm2's cluster mode, are written behind the program's back. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
