import path from 'node:path';
import type { Document, Finding, Link } from './document.ts';

/**
 * Links of documents that lead nowhere within the repository. Links to other hosts are not followed; they must only be
 * addresses.
 *
 * @param files every file of the repository, relative to its root, with slashes
 */
export function checkLinks(documents: readonly Document[], files: readonly string[]): readonly Finding[] {
  const known = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
  const byFile = new Map(documents.map((document) => [document.file, document]));
  return documents.flatMap((document) =>
    document.links.flatMap((link) => {
      const message = problemOf(document, link, known, byFile);
      return message === undefined ? [] : [{ file: document.file, line: link.line, message }];
    }),
  );
}

function problemOf(
  document: Document,
  { url }: Link,
  known: ReadonlySet<string>,
  byFile: ReadonlyMap<string, Document>,
): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return URL.canParse(url) ? undefined : `the link ${url} is no address`;
  const [target = '', anchor] = splitAt(url, '#');
  const file = target === '' ? document.file : resolved(document.file, target);
  if (file === undefined) return `the link ${url} leads out of the repository`;
  if (!known.has(file)) return `the link ${url} is broken: there is no ${file}${otherCase(file, known)}`;
  if (anchor === undefined) return undefined;
  const anchors = byFile.get(file)?.anchors;
  // GitHub makes #L12 for each line of a file that is no document.
  if (!anchors) return /^L\d+(?:-L\d+)?$/.test(anchor) ? undefined : `${file} has no anchors, #${anchor}`;
  if (anchors.has(anchor)) return undefined;
  return `the link ${url} is broken: ${file} has no heading #${anchor}. It has ${[...anchors].map((name) => `#${name}`).join(', ') || 'none'}`;
}

function splitAt(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function resolved(from: string, target: string): string | undefined {
  const base = target.startsWith('/') ? '' : path.posix.dirname(from);
  const file = path.posix.join(base, decodeURIComponent(target).replace(/^\//, '')).replace(/(?<=.)\/$/, '');
  return file.startsWith('..') ? undefined : file;
}

/** Some file systems do not tell A from a; GitHub does. */
function otherCase(file: string, known: ReadonlySet<string>): string {
  const lower = file.toLowerCase();
  const other = [...known].find((name) => name.toLowerCase() === lower);
  return other === undefined ? '' : `, but ${other}`;
}

function foldersOf(file: string): readonly string[] {
  const parent = path.posix.dirname(file);
  return parent === '.' ? ['.'] : [parent, ...foldersOf(parent)];
}
