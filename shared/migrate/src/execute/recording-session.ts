import type { Value } from '../history/literals.ts';
import type { Callback, Migration, Statement, Step } from '../model.ts';
import type { Session } from '../session.ts';
import type { Listener } from './events.ts';
import type { HeldLock } from './lock.ts';

/** What a run would have sent, in order, and where in the run it was. */
export type Recorded =
  | { readonly kind: 'script'; readonly step: Step; readonly index: number; readonly total: number }
  | { readonly kind: 'callback'; readonly callback: Callback }
  | {
      readonly kind: 'statement';
      readonly script: Migration | Callback;
      readonly statement: Statement;
      /** Number of statements in the script. */
      readonly total: number;
    }
  | { readonly kind: 'query'; readonly sql: string; readonly values: readonly Value[] }
  | { readonly kind: 'lock-check' };

/** A session that writes down what it is given, and what a run needs beside it. */
export interface Recording {
  readonly session: Session;
  readonly listener: Listener;
  readonly lock: HeldLock;
  /** Grows while the run goes on. */
  readonly recorded: readonly Recorded[];
}

/**
 * A session that sends nothing: every statement succeeds and is kept. The very code that migrates runs on it, so
 * that what is recorded is what would be sent. Answers no query; whatever depends on an answer is asked before.
 *
 * @param real tells server, connection and initial variables
 * @param userVariables all names that scripts and stored programs may set, in lower case
 */
export function recordRun(
  real: Pick<Session, 'server' | 'connectionId' | 'longestStatement' | 'initial'>,
  userVariables: readonly string[],
): Recording {
  const recorded: Recorded[] = [];
  let started: Extract<Recorded, { kind: 'statement' }> | undefined;
  const session: Session = {
    server: real.server,
    connectionId: real.connectionId,
    longestStatement: real.longestStatement,
    initial: real.initial,
    send: () => {
      if (!started) return Promise.reject(new Error('a statement was sent that was not announced'));
      recorded.push(started);
      started = undefined;
      return Promise.resolve({ affectedRows: 0 });
    },
    query: (_purpose, sql, values = []) => {
      recorded.push({ kind: 'query', sql, values });
      return Promise.resolve([]);
    },
    change: (_purpose, sql, values) => {
      recorded.push({ kind: 'query', sql, values });
      return Promise.resolve(1);
    },
    exactRow: (_purpose, sql) => {
      recorded.push({ kind: 'query', sql, values: [] });
      return Promise.resolve([]);
    },
    userVariables: () => Promise.resolve(userVariables),
    inTransaction: () => Promise.resolve(false),
  };
  const listener: Listener = (event) => {
    if (event.type === 'script-started') {
      const { step, index, total } = event;
      recorded.push({ kind: 'script', step, index, total });
    } else if (event.type === 'callback') recorded.push({ kind: 'callback', callback: event.callback });
    else if (event.type === 'statement-started') {
      const { script, statement, total } = event;
      started = { kind: 'statement', script, statement, total };
    }
  };
  const check = () => {
    recorded.push({ kind: 'lock-check' });
    return Promise.resolve();
  };
  return { session, listener, lock: { name: '', check }, recorded };
}
