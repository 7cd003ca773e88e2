import type { Document, Finding } from './document.ts';
import type { Trial } from './run-document.ts';

/** A finding as `file:line: message`, as editors and compilers know it. */
export function findingText({ file, line, message }: Finding): string {
  return `${file}:${line}: ${message}`;
}

/** One line for a document that was tried. */
export function trialText({ file, commands, seconds, finding }: Trial): string {
  const result = finding ? 'FAILED' : 'ok';
  return `${result.padEnd(6)} ${file}: ${commands} ${commands === 1 ? 'command' : 'commands'} run, ${seconds.toFixed(1)} s`;
}

/** Every block that is not run, and why. */
export function listText(documents: readonly Document[]): string {
  return documents
    .flatMap(({ file, parts }) =>
      parts.flatMap((part) =>
        part.kind === 'block' && part.mark !== 'run'
          ? [`${file}:${part.line}: ${part.mark}${part.reason === undefined ? '' : `: ${part.reason}`}`]
          : [],
      ),
    )
    .join('\n');
}

/** The last line. */
export function summaryText(
  documents: readonly Document[],
  trials: readonly Trial[],
  findings: readonly Finding[],
): string {
  const links = documents.reduce((sum, document) => sum + document.links.length, 0);
  const blocks = documents.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'block')).length;
  const commands = trials.reduce((sum, trial) => sum + trial.commands, 0);
  const wrong = findings.length === 0 ? 'nothing wrong' : `${findings.length} wrong`;
  return `${documents.length} documents, ${links} links, ${blocks} shell blocks; ${commands} commands run; ${wrong}.`;
}
