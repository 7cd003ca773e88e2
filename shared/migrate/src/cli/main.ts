import { homedir } from 'node:os';
import { runCommandLine } from './run.ts';
import { exitCodeOf, startInOwnSession, wantsOwnSession } from './own-session.ts';
import { openPrinter } from './printer.ts';
import { stopSignals, type StopSignal } from './stop-signals.ts';

const [, program = '', ...argv] = process.argv;
// The terminal or the reader of the output may go away (a closed window, `| head`, turbo): the migration goes on.
process.on('SIGHUP', () => undefined);
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

// Should Node.js ever run out of work before that: nothing but an end that was reached is a success.
process.exitCode = 1;
// The bundle of the command line is CommonJS, which has no await here.
void (wantsOwnSession(process.env, process.platform) ? runChild() : runHere()).then((code) => {
  process.exitCode = code;
});

function runChild(): Promise<number> {
  const child = startInOwnSession(program, argv, process.env);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return exitCodeOf(child);
}

function runHere(): Promise<number> {
  const stop = new AbortController();
  const kill = new AbortController();
  const stopOn = stopOnSignal(stop, kill);
  // A terminal without a width (script, some containers) sends the spinner into a loop without end.
  // Standard input is looked at last: its stream costs a start several modules of Node.js.
  const isInteractive =
    process.stdout.isTTY && process.stdout.columns > 0 && !process.env['CI'] && process.stdin.isTTY;
  for (const [signal, as] of stopSignals(process.platform))
    process.on(signal, () => {
      stopOn(as);
    });
  return runCommandLine(argv, {
    environment: process.env,
    workingDirectory: process.cwd(),
    isInteractive,
    size: () => ({ rows: process.stdout.rows, columns: process.stdout.columns }),
    // For a pipe isTTY is undefined, for which picocolors would decide itself: yes, wherever CI is set.
    hasColors: Boolean(process.stdout.isTTY && !process.env['NO_COLOR']),
    platform: process.platform,
    home: homedir(),
    stop: stop.signal,
    kill: kill.signal,
    ...openPrinter(process.stdout, process.stderr, {
      // Questions and the spinner go to the terminal by themselves.
      isLate: !isInteractive,
      atEnd: (flush) => process.once('exit', flush),
    }),
  });
}

/**
 * The first signal asks for an end, a later one ends the process. npm hands Ctrl-C on to its
 * child, which has it from the terminal already: two that come together are one.
 */
function stopOnSignal(stop: AbortController, kill: AbortController): (signal: StopSignal) => void {
  let stoppedAt = 0;
  return (signal) => {
    if (!stop.signal.aborted) {
      stoppedAt = Date.now();
      stop.abort(signal);
    } else if (Date.now() - stoppedAt > 500) {
      kill.abort(signal);
      process.exit(signal === 'SIGTERM' ? 143 : 130);
    }
  };
}
