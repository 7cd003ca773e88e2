import type { Migration, Statement } from '../model.ts';
import { quoteName } from '../history/sql.ts';
import type { Answer } from '../probe/answer.ts';
import type { Change } from '../probe/change.ts';
import { probe } from '../probe/probe.ts';
import { isRepeatable } from '../probe/properties.ts';
import { HalfUndoError } from '../resume-errors.ts';
import { InterruptedError } from '../run-errors.ts';
import { ServerError, type Session } from '../session.ts';
import type { Companion } from './companion.ts';
import type { Listener } from './events.ts';
import { stopSignal } from './stop.ts';

/** A statement that takes back a part of a half-done migration. */
export interface TakingBack {
  /** What is shown when it cannot be done: a statement of the migration or of its undo file. */
  readonly statement: Statement;
  readonly sql: string;
  /** What it demands: it is left out where that is so already. Absent: it is sent. */
  readonly change?: Change;
}

/** What statements are taken back with. */
export interface TakeBackContext {
  readonly session: Session;
  /** Asks whether something is to be done: the probe wants a session without a transaction. */
  readonly companion: Companion;
  readonly listener: Listener;
  readonly stop: AbortSignal | undefined;
  /** The file that the statements stand in, or that they take back. */
  readonly file: Migration;
  /** Called behind each one, sent or left out. */
  readonly done: (item: TakingBack) => Promise<void>;
}

/**
 * Sends the statements in order, each one only if what it demands is not so already: an undo that was interrupted
 * itself is repeated.
 *
 * @returns what was sent
 * @throws HalfUndoError at the first one of which cannot be told whether it is to be sent, or that the server refuses
 * @throws InterruptedError between two of them
 */
export async function takeBackAll(
  items: readonly TakingBack[],
  context: TakeBackContext,
): Promise<readonly string[]> {
  const { session, listener, stop, file, done } = context;
  const sent: string[] = [];
  for (const item of items) {
    if (stop?.aborted) throw new InterruptedError(stopSignal(stop));
    const sql = item.change ? await toSend(item, item.change, context) : item.sql;
    if (sql !== undefined) {
      const statement = { ...item.statement, text: sql };
      listener({ type: 'statement-started', script: file, statement, total: items.length });
      await session.send(sql).catch((error: unknown) => {
        throw error instanceof ServerError ? refusal(item, error, context) : error;
      });
      sent.push(sql);
    }
    await done(item);
  }
  return sent;
}

/** Undefined where there is nothing to do. */
async function toSend(
  item: TakingBack,
  change: Change,
  context: TakeBackContext,
): Promise<string | undefined> {
  const answer = await context.companion.use((session) => probe(change, session));
  const isThere = answer.facts.some(({ state }) => state !== 'absent');
  const takesAway = change.form.kind === 'alter table' || change.form.kind === 'drop';
  if (answer.verdict === 'in effect' || (takesAway && !isThere)) return undefined;
  if (change.form.kind === 'drop') return dropOf(change.form, answer);
  if (answer.verdict === 'cannot tell' && !isRepeatable(change)) throw obstacle(item, answer.reason, context);
  return item.sql;
}

/** Of several objects those that are there: the others would make it fail. */
function dropOf(form: Extract<Change['form'], { kind: 'drop' }>, { facts }: Answer): string {
  const there = form.names.filter(({ schema, name }) =>
    facts.some((fact) => fact.name === `${schema}.${name}` && fact.state !== 'absent'),
  );
  const names = there.map(({ schema, name }) => `${quoteName(schema)}.${quoteName(name)}`);
  return `DROP ${form.object.toUpperCase()} ${names.join(', ')}`;
}

function refusal(item: TakingBack, { fault }: ServerError, context: TakeBackContext): HalfUndoError {
  const number = fault.errno === undefined ? '' : `${fault.errno} `;
  return obstacle(item, `the server refused ${item.sql}: ${number}${fault.message}`, context);
}

function obstacle({ statement }: TakingBack, reason: string, { file }: TakeBackContext): HalfUndoError {
  return new HalfUndoError(file.script, [{ migration: file, statement, reason }], 'begun');
}
