import type { DatabaseEvent } from '../../commands/many/many.ts';
import { eventLine } from '../../report/progress.ts';
import type { Finished } from '../../report/many/result.ts';
import type { Output } from '../output.ts';
import type { LiveTable } from './live-table.ts';

/** Tells what happens to the databases while they run: a table on a terminal, otherwise lines that begin with the name. */
export interface ManyProgress {
  readonly listener: (name: string, event: DatabaseEvent<Finished>) => void;
  readonly warn: (name: string, message: string) => void;
  /** Of a database, everything it was warned of so far. */
  readonly warningsOf: (name: string) => readonly string[];
}

/** @param table absent where there is no terminal */
export function openProgress(output: Output, table: LiveTable | undefined): ManyProgress {
  const warnings = new Map<string, string[]>();
  const warn = (name: string, message: string) => {
    warnings.set(name, [...(warnings.get(name) ?? []), message]);
    table?.clear();
    output.warn(`${name}: ${message}`);
  };
  const tell = (name: string, text: string | undefined) => {
    if (text === undefined) return;
    output.note(text.replaceAll(/^/gm, `[${name}] `));
  };
  return {
    warn,
    warningsOf: (name) => warnings.get(name) ?? [],
    listener: (name, event) => {
      if (event.type === 'warning') warn(name, event.message);
      else if (table) table.update(name, event);
      else tell(name, lineOf(event));
    },
  };
}

function lineOf(event: DatabaseEvent<Finished>): string | undefined {
  switch (event.type) {
    case 'begun':
      return undefined;
    case 'connection-refused':
      return `Not connected (${event.error.fault.message}); trying again in ${event.pause.toFixed(1)} s`;
    case 'ended':
      return endLines[event.outcome.kind];
    default:
      return eventLine(event);
  }
}

const endLines = { done: 'Done', failed: 'Failed', stopped: 'Stopped', 'not begun': 'Not begun' } as const;
