import type { Writable } from 'node:stream';

/** Prints lines on standard output and standard error. */
export interface Printer {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** When it is printed. */
export interface PrinterOptions {
  /** Whether lines may come behind what others write to the same place. */
  readonly isLate: boolean;
  /** Calls what it is given when the process ends, and there is no time to wait. */
  readonly atEnd: (flush: () => void) => void;
}

/**
 * With `isLate` prints what is no error as soon as this process waits for something, the next answer of the server above all: a write
 * takes as long as a small query. Errors are printed at once, behind everything that came before them, and the end of the
 * process waits for nothing.
 */
export function openPrinter(output: Writable, errors: Writable, { isLate, atEnd }: PrinterOptions): Printer {
  let waiting = '';
  const flush = () => {
    if (waiting !== '') output.write(waiting);
    waiting = '';
  };
  atEnd(flush);
  return {
    print: (text) => {
      if (waiting === '' && isLate) setImmediate(flush);
      waiting += `${text}\n`;
      if (!isLate) flush();
    },
    printError: (text) => {
      flush();
      errors.write(`${text}\n`);
    },
  };
}
