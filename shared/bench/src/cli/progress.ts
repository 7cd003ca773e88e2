import type { Row } from '../model.ts';

/** Tells on standard error what is going on. */
export interface Progress {
  say(message: string): void;
  run(
    row: Row,
    kind: string,
    at: { readonly round: number; readonly rounds: number; readonly name: string },
  ): void;
  /** Ends the line that tells of the present run. */
  clear(): void;
}

/** A row that is still to be measured. */
interface Due {
  readonly row: Row;
  readonly rounds: number;
}

/** Seconds that a row takes on two cores, made ready and measured so many times. */
export function estimate({ row, rounds }: Due): number {
  return row.prepareSeconds + row.roundSeconds * rounds;
}

/**
 * On a terminal one line that changes; elsewhere a line for each row and server.
 *
 * @param stream standard error
 * @param total estimated seconds of everything
 */
export function progressOn(stream: NodeJS.WriteStream, total: number): Progress {
  const started = performance.now();
  let last = '';
  const rest = (): string => {
    const left = total - (performance.now() - started) / 1000;
    return left > 60 ? `about ${Math.ceil(left / 60)} min left` : 'soon done';
  };
  const clear = (): void => {
    if (stream.isTTY) stream.write('\r\x1b[K');
  };
  return {
    say(message) {
      clear();
      stream.write(`${message}\n`);
    },
    run(row, kind, { round, rounds, name }) {
      const where = `${kind} ${row.id}`;
      if (stream.isTTY) stream.write(`\r\x1b[K${where}: round ${round} of ${rounds}, ${name}; ${rest()}`);
      else if (where !== last) stream.write(`${where}: ${rounds} rounds; ${rest()}\n`);
      last = where;
    },
    clear,
  };
}
