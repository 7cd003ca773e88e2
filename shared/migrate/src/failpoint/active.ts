import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { failpointNames, type FailpointName } from './names.ts';

// Not in the published package. A program that runs under test has no other border than its environment.
// eslint-disable-next-line no-restricted-properties
const environment = process.env;

interface Failpoint {
  readonly name: string;
  /** The how-manieth time the moment must come; `*` is each time. */
  readonly nth: number | '*';
  readonly action: string;
  readonly argument: string;
}

const failpoints = parse(environment['NILECARE_FAILPOINT'] ?? '');
const log = environment['NILECARE_FAILPOINT_LOG'];
const hits = new Map<FailpointName, number>();

/**
 * Does what NILECARE_FAILPOINT asks for at this moment: a comma list of `name:nth=action`, where nth is a number from 1
 * (the default) or `*`. The actions: `kill` (SIGKILL), `stop` (SIGSTOP), `exit`, `throw`, `pause=MILLISECONDS`,
 * `signal=NAME`, `hold=FILE` (makes the file and waits until somebody has removed it).
 * NILECARE_FAILPOINT_LOG names a file to which each moment that comes is appended, one a line.
 *
 * @throws Error where the action is `throw`
 */
export async function failpoint(name: FailpointName): Promise<void> {
  const count = (hits.get(name) ?? 0) + 1;
  hits.set(name, count);
  // At once, so that the line outlives a SIGKILL.
  if (log) appendFileSync(log, `${name}\n`);
  for (const each of failpoints)
    if (each.name === name && (each.nth === '*' || each.nth === count)) await act(each, `${name}:${count}`);
}

async function act({ action, argument }: Failpoint, moment: string): Promise<void> {
  switch (action) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return never();
    case 'exit':
      // eslint-disable-next-line no-restricted-properties
      return process.exit(1);
    case 'throw':
      throw new Error(`failpoint ${moment}`);
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      return delay(20);
    case 'signal':
      process.kill(process.pid, argument);
      // Its handlers run in a later turn of the event loop.
      return delay(20);
    case 'pause':
      return delay(Number(argument));
    case 'hold':
      return hold(argument, moment);
    default:
      throw new Error(`NILECARE_FAILPOINT: no action '${action}'`);
  }
}

async function hold(file: string, moment: string): Promise<void> {
  writeFileSync(file, moment);
  while (existsSync(file)) await delay(10);
}

/** A signal to oneself may arrive a moment later; nothing more may happen until then. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

function parse(text: string): readonly Failpoint[] {
  return text
    .split(',')
    .filter((item) => item !== '')
    .map((item) => {
      const [, name = '', nth = '1', action = '', argument = ''] =
        /^([\w-]+)(?::(\d+|\*))?=(\w+)(?:=(.*))?$/.exec(item) ?? [];
      if (!failpointNames.some((known) => known === name))
        throw new Error(
          `NILECARE_FAILPOINT: '${item}' is not name:nth=action with a name of ${failpointNames.join(', ')}`,
        );
      return { name, nth: nth === '*' ? nth : Number(nth), action, argument };
    });
}
