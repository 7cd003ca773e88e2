import type { DatabaseEvent } from '../../commands/many/many.ts';
import { liveLines, nextRow, type LiveRow, type Room } from '../../report/many/live-lines.ts';
import type { Finished } from '../../report/many/result.ts';

/** Lines at the bottom of a terminal that show what the databases do. */
export interface LiveTable {
  readonly update: (name: string, event: DatabaseEvent<Finished>) => void;
  /** Takes the lines away until they are drawn next, so that something else can be printed. */
  readonly clear: () => void;
  readonly close: () => void;
}

/** Milliseconds between two drawings. */
const interval = 100;

/** @param room of the terminal, asked at each drawing */
export function openLiveTable(names: readonly string[], room: () => Room): LiveTable {
  const rows = new Map<string, LiveRow>(names.map((name) => [name, { name, state: 'waiting', text: '' }]));
  let draw: ((text: string) => void) & { readonly clear: () => void } = Object.assign(() => undefined, {
    clear: () => undefined,
  });
  const loading = import('log-update').then(({ default: update }) => {
    draw = update;
  });
  loading.catch(() => undefined);
  // Drawn from here only: quick databases cost no time and do not flicker.
  const ticker = setInterval(() => {
    draw(liveLines([...rows.values()], room(), Date.now()).join('\n'));
  }, interval);
  ticker.unref();
  return {
    update: (name, event) => {
      const row = rows.get(name);
      if (row) rows.set(name, nextRow(row, event, Date.now()));
    },
    clear: () => {
      draw.clear();
    },
    close: () => {
      clearInterval(ticker);
      draw.clear();
    },
  };
}
