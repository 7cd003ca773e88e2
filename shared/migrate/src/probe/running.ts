import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '../session.ts';

/** A statement that was sent on a connection which its client has lost. */
export interface SentStatement {
  readonly text: string;
  /** The server's CONNECTION_ID() of that connection. */
  readonly connectionId: number;
  /** The user of that connection, without its host. */
  readonly user: string;
}

/** What the process list says of a statement. */
export type Running =
  | {
      readonly state: 'running';
      /** Seconds since it began, as the server counts them. */
      readonly seconds: number;
      /** What the server is doing, in its words, as `Waiting for table metadata lock`. */
      readonly phase: string;
    }
  | { readonly state: 'ended' }
  /** The account may see its own connections only, and the statement was sent by another. */
  | { readonly state: 'hidden' };

interface Process {
  readonly Id: number;
  readonly User: string;
  readonly Command: string;
  readonly Time: number | null;
  readonly State: string | null;
  readonly Info: string | null;
}

/**
 * Whether the server still works on a statement. A server notices a dead client only when it has an answer for it: an
 * ALTER goes on to its end, and one that waits for a lock goes on waiting, as long as lock_wait_timeout is.
 *
 * A server that was started anew gives the same connection ids again, so that the text has to be the same too. It may
 * be shortened, by MariaDB to 64 KB.
 *
 * @throws QueryError | ConnectionError
 */
export async function isRunning(sent: SentStatement, session: Pick<Session, 'query'>): Promise<Running> {
  const [own] = await session.query<{ user: string }>('read the user', 'SELECT USER() AS user');
  // information_schema.processlist is deprecated on MySQL (8.0.35); SHOW is there on both.
  const processes = await session.query<Process>('list the connections', 'SHOW FULL PROCESSLIST');
  const found = processes.find(({ Id }) => Number(Id) === sent.connectionId);
  if (found && isSame(found, sent.text))
    return { state: 'running', seconds: Number(found.Time ?? 0), phase: found.State ?? '' };
  const user = (own?.user ?? '').replace(/@[^@]*$/, '');
  const seesAll = processes.some((process) => process.User !== user);
  return found || seesAll || user === sent.user ? { state: 'ended' } : { state: 'hidden' };
}

/** Of a statement in the middle of its commit the server may not show the text. */
function isSame({ Command, Info }: Process, text: string): boolean {
  if (Command === 'Sleep') return false;
  if (Info === null) return Command === 'Query' || Command === 'Killed';
  const [shown, sent] = [withoutSpace(Info), withoutSpace(text)];
  return shown.length > 0 && (sent.startsWith(shown) || isRewritten(shown, sent));
}

/** MySQL shows `<secret>` in place of a password, as in its logs. One of the same kind is waited for to be safe. */
function isRewritten(shown: string, sent: string): boolean {
  const kind = (text: string) => text.split(/\s+/, 2).join(' ').toUpperCase();
  return /^(?:(?:CREATE|ALTER) USER|SET PASSWORD)$/.test(kind(sent)) && kind(shown) === kind(sent);
}

/** A server keeps neither the blanks around a statement nor a semicolon behind it. */
function withoutSpace(text: string): string {
  return text.replace(/^\s+|[\s;]+$/g, '');
}

/** How a wait goes on and ends. */
export interface Patience {
  /** Milliseconds. Default: as long as it takes. */
  readonly timeout?: number;
  /** Milliseconds between two questions. Default 500. */
  readonly interval?: number;
  readonly signal?: AbortSignal;
  /** Told each time it is found running. */
  readonly onRunning?: (running: Extract<Running, { state: 'running' }>) => void;
}

/**
 * Waits until the server has ended a statement.
 *
 * @returns what it was found to be last: `running` when the timeout is over
 * @throws QueryError | ConnectionError
 * @throws the signal's reason when it is aborted
 */
export async function waitWhileRunning(
  sent: SentStatement,
  session: Pick<Session, 'query'>,
  { timeout = Infinity, interval = 500, signal, onRunning }: Patience = {},
): Promise<Running> {
  const deadline = Date.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    const running = await isRunning(sent, session);
    if (running.state !== 'running') return running;
    onRunning?.(running);
    const left = deadline - Date.now();
    if (left <= 0) return running;
    await delay(Math.min(interval, left), undefined, { signal }).catch(() => undefined);
  }
}
