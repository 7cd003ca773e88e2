import { readFileSync, statSync } from 'node:fs';

/** A password, or half a sentence that says why there is none and never shows a part of it. */
export type FoundPassword = { readonly password: string } | { readonly problem: string };

/** Largest password, in bytes. */
export const largestPassword = 64 * 1024;

/** The password in a file: one line, without the line break at its end. */
export function readPasswordFile(file: string): FoundPassword {
  try {
    // A pipe or device could block or never end.
    if (!statSync(file).isFile()) return { problem: 'it is no regular file' };
    return passwordIn(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return { problem: `it cannot be read (${code})` };
  }
}

/** What a person or a program wrote, as a password. */
export function passwordIn(bytes: Buffer): FoundPassword {
  if (bytes.length > largestPassword) return { problem: 'it is larger than 64 KB' };
  const text = decode(bytes)?.replace(/\r?\n$/, '');
  if (text === undefined) return { problem: 'it is not UTF-8 text' };
  if (text.trim() === '') return { problem: 'it is empty' };
  if (/\p{Cc}/u.test(text)) return { problem: 'it has more than one line, or control characters' };
  return { password: text };
}

/** Without the byte order mark that some editors and PowerShell write; undefined for bytes that are no UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
