import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, password, text } from '@clack/prompts';
import { DatabaseError } from '../errors.ts';
import type { Service } from '../model.ts';

/** How the program talks to people. Prompts go to standard error, because standard output may be a pipe. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

/** Whether somebody is there to answer a question. */
export function isInteractive({ input, output }: Terminal): boolean {
  return input.isTTY === true && output.isTTY === true;
}

/**
 * Asks for the name of each database that is to go; whoever types them all has confirmed.
 *
 * @throws {DatabaseError} `NOT_CONFIRMED` at the first other answer.
 */
export async function askToConfirm(
  terminal: Terminal,
  services: readonly Service[],
): Promise<readonly string[]> {
  for (const { database } of services) {
    const message = `Database ${database} will be dropped with everything in it. Type its name to go on:`;
    const answer = await text({ message, ...terminal });
    if (isCancel(answer) || answer.trim() !== database) {
      throw new DatabaseError('NOT_CONFIRMED', `Nothing was dropped: ${database} was not confirmed.`);
    }
  }
  return services.map(({ database }) => database);
}

/** Asks whether a plan that was shown shall be carried out; no is the default. */
export async function askToApply(terminal: Terminal): Promise<boolean> {
  const answer = await confirm({ message: 'Carry this out?', initialValue: false, ...terminal });
  return !isCancel(answer) && answer;
}

/** Asks whether the services use the new password, so that the old one may go. No answer, and a cancel, is a no. */
export async function askToFinish(terminal: Terminal, users: readonly string[]): Promise<boolean> {
  const whose = users.length === 1 ? `password of ${users[0]}` : `passwords of ${users.join(', ')}`;
  const message = `Are the services reloaded? Then the old ${whose} can be dropped now.`;
  const answer = await confirm({
    message,
    active: 'Drop',
    inactive: 'Later',
    initialValue: false,
    ...terminal,
  });
  return !isCancel(answer) && answer;
}

/**
 * The passwords of users: asked for on a terminal without showing them, otherwise one line each from the input.
 *
 * @throws {DatabaseError} `MISSING_PASSWORD` when the question is cancelled or the input ends early.
 */
export async function askForPasswords(
  terminal: Terminal,
  users: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const next = isInteractive(terminal) ? promptFor(terminal) : nextLine(terminal.input);
  const passwords = new Map<string, string>();
  for (const user of users) {
    const answer = await next(user);
    if (answer === undefined) {
      const message = `No password for ${user}. Type it at the prompt, or give one line for each user.`;
      throw new DatabaseError('MISSING_PASSWORD', message, { context: { user } });
    }
    passwords.set(user, answer);
  }
  return passwords;
}

type Ask = (user: string) => Promise<string | undefined>;

function promptFor(terminal: Terminal): Ask {
  return async (user) => {
    const answer = await password({ message: `Password of ${user}:`, ...terminal });
    return isCancel(answer) ? undefined : answer;
  };
}

function nextLine(input: Readable): Ask {
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    return line.done === true ? undefined : line.value;
  };
}
