/** As what a signal asks for an end; the exit code is that of this one. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/**
 * The signals that ask for an end. On Windows Node makes signals of what happens to the console: SIGBREAK of Ctrl-Break,
 * SIGHUP of a window that is closed, ten seconds before Windows ends the process (nodejs.org/api/process.html#signal-events).
 * Elsewhere a terminal that goes away ends nothing.
 */
export function stopSignals(platform: NodeJS.Platform): ReadonlyMap<NodeJS.Signals, StopSignal> {
  return new Map<NodeJS.Signals, StopSignal>([
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ...(platform === 'win32' ? windows : []),
  ]);
}

const windows: readonly (readonly [NodeJS.Signals, StopSignal])[] = [
  ['SIGBREAK', 'SIGINT'],
  ['SIGHUP', 'SIGTERM'],
];
