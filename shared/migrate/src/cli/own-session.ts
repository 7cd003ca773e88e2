import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Whether the work is done in a process of its own session: under turbo.
 *
 * When one task fails, turbo sends SIGINT to the others and kills their process groups half a second later
 * (turbo 2.11, without `--continue`): one broken service would break off another's migration in the middle
 * of a statement. A child in a session of its own is not killed; it finishes its migration and stops.
 * Not on Windows, where the only signal that can be handed on to a child ends it at once.
 */
export function wantsOwnSession(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  return platform !== 'win32' && Boolean(environment['TURBO_HASH']) && !environment[marker];
}

/**
 * Starts this program once more in a session of its own. Signals are for the caller to hand on.
 *
 * @param program the script that node was started with
 */
export function startInOwnSession(
  program: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ChildProcess {
  return spawn(process.execPath, [program, ...argv], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, [marker]: '1' },
  });
}

/** The child's exit code, 1 when a signal ended it. */
export async function exitCodeOf(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

const marker = 'NILECARE_MIGRATE_OWN_SESSION';
