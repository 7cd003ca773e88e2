import { createColors } from 'picocolors';
import type { Listener, RunEvent } from '../execute/events.ts';
import type { FileReport } from '../report/file-reports.ts';
import { migrationIds } from '../report/info-table.ts';
import type { Report } from '../report/json.ts';
import { eventLine, statusLine } from '../report/progress.ts';
import { reportText } from '../report/text.ts';
import type { Arguments } from './arguments.ts';
import { openSpinner } from './spinner.ts';
import type { Terminal } from './terminal.ts';

/** Where a run tells what it does: text with progress, or one JSON object (of SARIF too) at the end and nothing else. */
export interface Output {
  readonly listener: Listener;
  /** Whether a person can be asked without spoiling the output. */
  readonly canAsk: boolean;
  /** From now on text goes to standard error: standard output is for a script. */
  reserveStandardOutput(): void;
  /** Everything that was warned of so far. */
  readonly warnings: readonly string[];
  warn(message: string): void;
  /** Something to know while waiting; for people only. */
  note(text: string): void;
  /** A command's report, unless it is for the JSON at the end. */
  report(report: Report | FileReport): void;
  /** The one object, at the end; not in text mode. */
  json(object: object): void;
  /** The error that ended the run: text, or an object in the modes of JSON. */
  fail(error: string | object): void;
  close(): void;
}

export function openOutput({ outputType, color, verbosity }: Arguments, terminal: Terminal): Output {
  const colors = createColors(color === 'auto' ? terminal.hasColors : color === 'always');
  const warnings: string[] = [];
  const isJson = outputType !== 'text';
  const onlyIds = !isJson && verbosity === 'ids';
  const isSilent = isJson || onlyIds || verbosity === 'quiet';
  const spinner = openSpinner(terminal.isInteractive && !isSilent);

  let print = (text: string) => {
    terminal.print(text);
  };
  const line = (text: string) => {
    spinner.clear();
    print(text);
  };
  const warn = (message: string) => {
    warnings.push(message);
    if (!isJson && !onlyIds) line(colors.yellow(`WARNING: ${message}`));
  };
  return {
    canAsk: terminal.isInteractive && !isJson,
    reserveStandardOutput: () => {
      print = (text) => {
        terminal.printError(text);
      };
    },
    warnings,
    warn,
    note: (text) => {
      if (!isSilent) line(text);
    },
    listener: (event) => {
      if (event.type === 'warning') warn(event.message);
      else if (!isSilent) showEvent(event, line, spinner.show);
    },
    report: (report) => {
      if (onlyIds && report.operation === 'info') line(migrationIds(report.infos));
      else if (!isSilent) line(reportText(report));
    },
    json: (object) => {
      if (isJson) terminal.print(JSON.stringify(object, null, 2));
    },
    fail: (error) => {
      spinner.clear();
      if (typeof error === 'string') terminal.printError(colors.red(`ERROR: ${error}`));
      else terminal.print(JSON.stringify(error, null, 2));
    },
    close: spinner.clear,
  };
}

function showEvent(event: RunEvent, line: (text: string) => void, status: (text: string) => void): void {
  if (event.type === 'statement-started') {
    status(statusLine(event));
    return;
  }
  const text = eventLine(event);
  if (text !== undefined) line(text);
}
