import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { entriesBelow } from './entries-below.ts';

/** Where to look, by name: the bytes of a file, or what was printed. */
export type Places = ReadonlyMap<string, Buffer>;

/**
 * Each place that holds a secret, as `name in place`: as it is, and as base64, hexadecimal or part of a URL would
 * show it.
 *
 * @param secrets by name
 */
export function findSecrets(places: Places, secrets: ReadonlyMap<string, string>): readonly string[] {
  const names = new Map([...secrets].map(([name, secret]) => [secret, name]));
  const forms = [...names].flatMap(([secret, name]) => formsOf(secret).map((form) => ({ name, form })));
  return [...places].flatMap(([place, content]) => {
    const found = forms.filter(({ form }) => content.includes(form)).map(({ name }) => `${name} in ${place}`);
    return [...new Set(found)];
  });
}

function formsOf(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex');
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [...new Set([secret, encodeURIComponent(secret), base64, hex, hex.toUpperCase()])];
}

/** Every file below a folder, links left alone, as places; those that may hold secrets are left out. */
export async function filesBelow(folder: string, mayHoldSecrets: RegExp): Promise<Places> {
  const places = new Map<string, Buffer>();
  for (const file of await entriesBelow(folder)) {
    const isFile = await lstat(file).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (isFile && !mayHoldSecrets.test(file))
      places.set(path.relative(folder, file), withoutZeros(await readFile(file)));
  }
  return places;
}

const zeros = Buffer.alloc(4096);

/** The files of a server are mostly zeros, which take as long to search as anything else and hold no secret. */
function withoutZeros(content: Buffer): Buffer {
  const pages: Buffer[] = [];
  for (let start = 0; start < content.length; start += zeros.length) {
    const page = content.subarray(start, start + zeros.length);
    if (!page.equals(zeros.subarray(0, page.length))) pages.push(page);
  }
  return pages.length * zeros.length < content.length ? Buffer.concat(pages) : content;
}
