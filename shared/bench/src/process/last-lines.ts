import { readFile } from 'node:fs/promises';

/** The last lines that a program printed, for a message; passwords of servers that are thrown away may be in them. */
export async function lastLines(file: string, count = 8): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.trim().split(/\r?\n/).slice(-count);
  return lines.join('\n') || 'it printed nothing';
}
