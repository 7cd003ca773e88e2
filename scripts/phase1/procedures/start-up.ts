import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../processes/clone.ts';
import type { Child } from '../children.ts';
import type { CriterionOf } from '../criteria.ts';
import { addLaterVersion, migrationFiles } from '../migrations.ts';
import { failureOf, type Trial } from '../trial.ts';

type StartTrial = Trial<CriterionOf<4>>;

/** What a service answers; status 0 when it does not. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Milliseconds. */
const [readyDeadline, stopDeadline, watchTime, pause] = [60_000, 20_000, 3_000, 100];

/** Procedure 4. */
export async function startUp(trial: StartTrial): Promise<void> {
  trial.must('ready', failureOf('migrate:up', await trial.npm('migrate:up')));
  const { versioned } = await migrationFiles(trial);
  await withService(trial, async (url, child) => {
    const started = performance.now();
    const answer = await waitFor(trial, `${url}/ready`, ({ status }) => status === 200);
    trial.measured('start to ready', (performance.now() - started) / 1000);
    trial.must('ready', answer.status === 200 ? undefined : notReady(answer, child));
    child.stop();
    const ended = await Promise.race([child.ended, sleep(stopDeadline, undefined, { ref: false })]);
    trial.check('stops', ended ? undefined : 'it still runs 20 s after it was told to end');
  });
  const { version } = await addLaterVersion(trial);
  await withService(trial, async (url, child) => {
    const answer = await waitFor(trial, `${url}/ready`, ({ text }) => !/"starting: /.test(text));
    const health = await ask(`${url}/health`);
    trial.check('refuses', health.status === 200 ? undefined : `/health answers ${health.status}`);
    const isNotReady = answer.status === 503;
    trial.must('refuses', isNotReady ? undefined : `/ready answers ${answer.status} ${lastLines(child)}`);
    const late = await waitFor(trial, `${url}/ready`, ({ status }) => status !== 503, watchTime);
    trial.check('refuses', late.status === 503 ? undefined : `/ready answers ${late.status} after a while`);
    const words = [`V${versioned.at(-1)?.version}`, `V${version}`];
    const isNamed = words.every((word) => answer.text.includes(word));
    trial.check('reason', isNamed ? undefined : `/ready says ${answer.text}, without ${words.join(' and ')}`);
  });
}

/** Starts the service on a free port; whatever happens it is ended. */
async function withService(
  { stage, service }: StartTrial,
  work: (url: string, child: Child) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const child = stage.start(service.name, port);
  // Its end is looked at where it matters.
  child.ended.catch(() => undefined);
  try {
    await work(`http://127.0.0.1:${port}`, child);
  } finally {
    child.kill();
  }
}

/** Asks until an answer is the one that is waited for, or the time is over; the last answer. */
async function waitFor(
  { stage }: StartTrial,
  url: string,
  isWanted: (answer: Answer) => boolean,
  deadline = readyDeadline,
): Promise<Answer> {
  const end = performance.now() + deadline;
  for (;;) {
    const answer = await ask(url);
    if ((answer.status !== 0 && isWanted(answer)) || performance.now() > end) return answer;
    await sleep(pause, undefined, { signal: stage.signal });
  }
}

async function ask(url: string): Promise<Answer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: 'nothing' };
  }
}

function notReady({ status, text }: Answer, child: Child): string {
  return `/ready answers ${status === 0 ? 'nothing' : `${status} ${text}`}; ${lastLines(child)}`;
}

function lastLines(child: Child): string {
  return `the service wrote: ${child.output().trim().split('\n').slice(-3).join(' ') || 'nothing'}`;
}
