import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ConfigurationError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/** A terminal of which everything printed goes into a file as well. */
export interface RecordedTerminal extends Terminal {
  close(): void;
}

/**
 * Opens the file of `-outputFile=`, which is written over, as Flyway does. Without colours. A disk that is full later
 * ends the recording with a warning, and not the migration.
 *
 * @param file absolute, or relative to the terminal's working directory; undefined records nothing
 * @throws ConfigurationError when the file cannot be written, before anything else is done
 */
export function recordTerminal(terminal: Terminal, file: string | undefined): RecordedTerminal {
  if (file === undefined) return { ...terminal, close: () => undefined };
  const descriptor = openForWriting(path.resolve(terminal.workingDirectory, file), file);
  let isRecording = true;
  const record = (text: string) => {
    if (!isRecording) return;
    try {
      writeSync(descriptor, `${stripVTControlCharacters(text)}\n`);
    } catch (error) {
      isRecording = false;
      terminal.printError(
        `WARNING: ${file} is incomplete: nothing more can be written to it (${reasonOf(error)}). The run goes on.`,
      );
    }
  };
  return {
    ...terminal,
    print: (text) => {
      record(text);
      terminal.print(text);
    },
    printError: (text) => {
      record(text);
      terminal.printError(text);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

function openForWriting(absolute: string, file: string): number {
  try {
    // For the user's eyes: it may hold a dry run, with placeholders replaced.
    return openSync(absolute, 'w', 0o600);
  } catch (error) {
    const message = `the file of -outputFile= cannot be written (${reasonOf(error)}): name one in a folder that exists and that you may write to`;
    throw new ConfigurationError([{ message, file }]);
  }
}

/** `ENOSPC` and the like. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
