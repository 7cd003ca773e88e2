import type { Row } from '../model.ts';

/** Tells on standard error what is going on. */
export interface Progress {
  say(message: string): void;
  /** A row is being made ready. */
  prepare(row: Row, kind: string): void;
  /** A run begins. */
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
    prepare(row, kind) {
      const text = `${kind} ${row.id}: making it ready; ${rest()}`;
      stream.write(stream.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    run(row, kind, { round, rounds, name }) {
      if (stream.isTTY)
        stream.write(`\r\x1b[K${kind} ${row.id}: round ${round} of ${rounds}, ${name}; ${rest()}`);
    },
    clear,
  };
}
