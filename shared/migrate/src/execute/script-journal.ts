import { failpoint } from '#failpoint';
import type { Besides, Channel, Journal, Position, ScriptState, Sent } from '../journal/journal.ts';
import { statementDigests, statementHash } from '../source/statement-digests.ts';
import type { Statement } from '../model.ts';
import type { Follower } from './follower.ts';
import { dropsSchema, isGone, namingReadOnly, orBeside } from './journal-refusals.ts';
import { endBefore, type OpenEnd } from './open-end.ts';
import type { ScriptStep } from './run-context.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { besideMark, commitsEach, markBefore, segmentAfter, segmentAt, type Mark } from './segment.ts';

/** Follows one script and keeps its position in the journal. */
export interface ScriptJournal extends Follower {
  /** Makes durable that the script is begun, before anything of it is sent. Ends the transaction that is open. */
  begin(commit: () => Promise<void>): Promise<void>;
  /** Where the session was made like the interrupted one, which may have had autocommit on. */
  resumed(autocommit: boolean): void;
  /** In front of callbacks behind the last statement that may commit: what they commit is the whole script. */
  beforeCallbacks(): Promise<void>;
  /** Whether what code does is committed before it has ended, or by a callback behind it. */
  commitsAtOnce(): boolean;
  /**
   * Behind a statement that failed, and a rollback: what is committed. A commit of the statement in spite of its failure
   * has left its trace in the journal.
   *
   * @param presumed what is thought to be committed where the journal cannot tell
   */
  look(failed: Statement, presumed: number): Promise<number>;
  /** Whether the row of the script stands in a plain transaction, which a DDL statement or a COMMIT ends. */
  endsPlainly(): boolean;
  /** In the transaction of the history's row. A failed statement is given with what {@link Sent} says of its kind. */
  end(state: ScriptState, failed?: Statement): Promise<void>;
  /** The same for the last script of a run, when it is done and has run from its start: the lease is given back with it. */
  endRun(): Promise<void>;
}

/** What a script is begun with. */
export interface ScriptBeginning {
  readonly step: ScriptStep;
  /** Number of the first statement to send. */
  readonly from: number;
  readonly afterRank: number;
  readonly autocommit: boolean;
  /**
   * - `with its first statement` where that commits by itself and nothing is sent in front of it
   * - `with the script before` in a shared transaction
   */
  readonly begins: 'by itself' | 'with its first statement' | 'with the script before';
  /** Nothing but the script and the engine writes in the script's transactions. */
  readonly hasOwnTransactions: boolean;
  /** Callbacks around each statement may commit; whether they did is told by {@link Follower.ended}. */
  readonly hooksCommit: boolean;
  /** Numbers of the statements in front of which nothing may be sent on the working connection. */
  readonly undisturbed: ReadonlySet<number>;
  /** The script before, whose end the beginning of this one commits. */
  readonly behind: OpenEnd | undefined;
  /** Writes again what was overtaken, where that may be done. */
  readonly insist: (work: () => Promise<void>, mayRepeat: () => boolean) => Promise<void>;
  /** Absent where a new session is as good as the script's at any moment. */
  readonly keeper: SessionKeeper | undefined;
  /** See `digestBefore`. */
  digest(statement: Statement, session: string | undefined): Promise<string | undefined>;
}

export function openScriptJournal(journal: Journal, beginning: ScriptBeginning): ScriptJournal {
  const { step, from, afterRank, begins, hooksCommit, undisturbed, keeper } = beginning;
  const { hasOwnTransactions, insist, behind } = beginning;
  const all = step.script.statements;
  const digests = statementDigests(all);
  const before = endBefore(behind, {
    isBegun: async () => (await journal.read()) !== undefined,
    unsend: () => write({ state: 'running', committed: segment.committed }, 'working'),
  });
  let segment = segmentAt(from - 1, beginning.autocommit);
  let written: Mark | undefined;

  const write = async (
    { sent, ...rest }: Pick<Position, 'state' | 'committed'> & { readonly sent?: Sent | undefined },
    channel: Channel,
    besides?: Besides,
  ) => {
    const { script, checksum } = step.row;
    const direction = step.kind === 'undo' ? 'undo' : 'migrate';
    const session = rest.state === 'done' ? undefined : keeper?.textFor(rest.committed);
    const place = { script, direction, checksum, afterRank, total: all.length, digests } as const;
    try {
      const position = { ...place, ...rest, ...(sent && { sent }), ...(session && { session }) };
      await journal.write(position, channel, before.isOpen() ? 'session must be fresh' : besides);
    } catch (error) {
      if (!isGone(error) || !all.some(dropsSchema)) throw error;
    }
  };

  const commitsAtOnce = () => hooksCommit || commitsEach(segment);

  const mark = async ({ channel, committed, isSent }: Mark, statement: Statement) => {
    const beforeDigest = isSent && (await beginning.digest(statement, keeper?.textFor(committed)));
    const kind = statement.kind === 'compound' && commitsAtOnce() ? 'dml' : statement.kind;
    const sent = isSent ? { ...sentOf(statement), kind, ...(beforeDigest && { beforeDigest }) } : undefined;
    await write({ state: 'running', committed, sent }, channel);
  };

  const isPlain = () => !segment.autocommit && !segment.locked && !segment.readLocked && !segment.explicit;

  const isClean = () => hasOwnTransactions && isPlain() && !segment.dirty && !before.isOpen();

  return {
    committed: () => segment.committed,
    isClean,

    async begin(commit) {
      await failpoint('script-begin');
      if (begins !== 'by itself' || all.length === 0) return;
      // One that goes on has its old snapshot, and its session is not put back yet.
      if (!step.resume && !undisturbed.has(from)) await keeper?.at(from, 'journal');
      const begun = { state: 'running', committed: segment.committed } as const;
      const writeBegun = async () => {
        await orBeside(
          write(begun, 'working'),
          before.unlessOpen(() => write(begun, 'companion')),
        );
        await commit();
      };
      await before.begin(() => insist(writeBegun, () => !before.isOpen()));
      behind?.settle();
    },

    async before(statement) {
      const { number } = statement;
      const isUndisturbed = undisturbed.has(number);
      const beside = besideMark(statement, segment);
      written = markBefore(statement, segment, { isUndisturbed, hooksCommit });
      const wanted = written;
      if (!isUndisturbed && (!segment.dirty || wanted?.channel === 'working'))
        await keeper?.at(number, wanted ? 'journal' : 'segment');
      if (wanted) {
        await failpoint('journal-write');
        const markBeside = before.unlessOpen(() => mark((written = beside), statement));
        const writeMark = () => orBeside(mark(wanted, statement), markBeside);
        const place = { script: step.row.script, done: number - 1, total: all.length };
        await before
          .begin(() => insist(writeMark, () => written?.channel === 'working' && isClean()))
          .catch(namingReadOnly(place));
      } else journal.check();
      await failpoint('statement-send');
    },

    async after(statement, outcome) {
      segment = segmentAfter(statement, outcome, segment);
      await before.settle(outcome);
    },

    secure: (error) => before.secure(error),

    ended(number) {
      segment = { ...segment, committed: number, explicit: false, dirty: false };
    },

    resumed(on) {
      segment = { ...segment, autocommit: on };
    },

    async beforeCallbacks() {
      const last = all.at(-1);
      if (!last) return;
      const whole = { state: 'running', committed: all.length } as const;
      await orBeside(write(whole, 'working'), () => mark(besideMark(last, segment), last));
    },

    commitsAtOnce,
    endsPlainly: isPlain,

    async look(failed, presumed) {
      const committed =
        written?.channel === 'working'
          ? await committedOf(written, failed, { journal, otherwise: segment.committed })
          : presumed;
      segment = { ...segment, committed, dirty: false };
      return committed;
    },

    endRun: () => write({ state: 'done', committed: all.length }, 'working', 'lease is given back'),

    async end(state, failed) {
      const committed = state === 'done' ? all.length : segment.committed;
      await write({ state, committed, sent: failed && sentOf(failed) }, 'working');
      if (state === 'done' && step.resume) await journal.forget(step.row.script);
    },
  };
}

interface Looking {
  readonly journal: Journal;
  readonly otherwise: number;
}

/** What was written in front of a statement is there only when that committed. */
async function committedOf(
  { committed, isSent }: Mark,
  failed: Statement,
  { journal, otherwise }: Looking,
): Promise<number> {
  const position = await journal.read();
  const isDurable =
    position?.committed === committed && position.sent?.number === (isSent ? failed.number : undefined);
  return isDurable ? committed : otherwise;
}

function sentOf(statement: Statement): Sent {
  const { number, line, kind } = statement;
  return { number, line, sha256: statementHash(statement), kind };
}
