import type { CallbackEvent } from '../callback-event.ts';
import { statementEvents } from './callbacks.ts';
import type { ScriptStep } from './run-context.ts';

/** Callback events that belong to a script. */
interface ScriptEvents {
  readonly before: CallbackEvent;
  readonly after: CallbackEvent;
  readonly failed: CallbackEvent;
  readonly statement: 'Migrate' | 'Undo';
}

/** Those of a migration and of an undo file. */
export const scriptEvents: Readonly<Record<ScriptStep['kind'], ScriptEvents>> = {
  run: {
    before: 'beforeEachMigrate',
    after: 'afterEachMigrate',
    failed: 'afterEachMigrateError',
    statement: 'Migrate',
  },
  undo: { before: 'beforeEachUndo', after: 'afterEachUndo', failed: 'afterEachUndoError', statement: 'Undo' },
};

/** The event behind a script that failed. */
export function failedEvent(kind: ScriptStep['kind']): CallbackEvent {
  return scriptEvents[kind].failed;
}

/** Events inside the transaction of a script. */
export function scriptEventNames(kind: ScriptStep['kind']): readonly CallbackEvent[] {
  const { before, after, statement } = scriptEvents[kind];
  return [before, after, ...statementEvents(statement)];
}
