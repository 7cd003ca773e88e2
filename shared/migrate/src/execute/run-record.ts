import { performance } from 'node:perf_hooks';
import type { History } from '../history/history.ts';
import type { Statement } from '../model.ts';
import type { Deed, SentStatement } from '../plan/applied-form.ts';
import type { PlanForm } from '../plan/plan-form.ts';
import { rowOf } from '../plan/plan-migrate.ts';
import { ServerError, type Server, type Session } from '../session.ts';
import type { Structure } from '../history/structure.ts';
import { isScript } from './run-context.ts';
import type { Listener } from './events.ts';

/** What is noted of a run while it goes on, for its evidence. Of several rounds of planning the last one counts. */
export interface RunRecord {
  readonly deeds: Deed[];
  /** Known under the lock, before anything is planned. */
  seen?: Seen;
  /** Absent as long as nothing was planned, and of commands that have no plan. */
  plan?: PlanForm;
  /** Absent where it could not be read any more. */
  after?: readonly Structure[];
}

/** The database as the run found it. */
interface Seen {
  readonly server: Server;
  /** As in `auth_service@10.0.%`. */
  readonly account: string;
  readonly before: readonly Structure[];
}

/** What a run talks to. */
interface Watched {
  readonly session: Session;
  readonly history: History;
  readonly listener: Listener;
}

/** The same session, history and listener, which note what passes. */
export function watch<Parts extends Watched>(parts: Parts, deeds: Deed[]): Parts {
  let announced: Announced | undefined;
  const { session, listener } = parts;
  return {
    ...parts,
    listener: (event) => {
      if (event.type === 'script-started' && isScript(event.step))
        deeds.push({ kind: 'script', action: event.step.kind, file: event.step.script.migration });
      else if (event.type === 'callback') deeds.push({ kind: 'callback', file: event.callback });
      else if (event.type === 'statement-started')
        announced = { file: event.script, statement: event.statement };
      listener(event);
    },
    session: {
      ...session,
      send: (text, giveUp) =>
        announced
          ? noted(announced, text, deeds, () => session.send(text, giveUp))
          : session.send(text, giveUp),
      query: (purpose, sql, values) => {
        const mode = /^SET autocommit = ([01])$/.exec(sql)?.[1];
        if (mode !== undefined) deeds.push({ kind: 'mode', autocommit: mode === '1' });
        return session.query(purpose, sql, values);
      },
    },
    history: watchHistory(parts.history, deeds),
  };
}

interface Announced extends Pick<SentStatement, 'file'> {
  readonly statement: Statement;
}

async function noted<Answer>(
  { file, statement }: Announced,
  text: string,
  deeds: Deed[],
  send: () => Promise<Answer>,
): Promise<Answer> {
  const { number, line, kind: type } = statement;
  const sent = { kind: 'statement', file, number, line, type, started: new Date() } as const;
  const source = statement.text === text ? statement : { text };
  const begun = performance.now();
  const end = (failed?: SentStatement['failed']) =>
    deeds.push({
      ...sent,
      ...(failed && { failed }),
      milliseconds: performance.now() - begun,
      // Of a large file no text is kept.
      get text() {
        return source.text;
      },
    });
  try {
    const answer = await send();
    end();
    return answer;
  } catch (error) {
    const { errno, sqlState } = error instanceof ServerError ? error.fault : {};
    end({ ...(errno !== undefined && { errno }), ...(sqlState !== undefined && { sqlState }) });
    throw error;
  }
}

function watchHistory(history: History, deeds: Deed[]): History {
  return {
    ...history,
    add: async (row) => {
      await history.add(row);
      deeds.push({ kind: 'row', action: 'write', row });
    },
    remove: async (row) => {
      await history.remove(row);
      deeds.push({ kind: 'row', action: 'remove', row });
    },
    align: async (row, migration) => {
      await history.align(row, migration);
      deeds.push({ kind: 'row', action: 'align', row: rowOf(migration) });
    },
  };
}
