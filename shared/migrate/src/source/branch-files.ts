import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from '../config/charsets.ts';
import type { FileConfig } from '../config/file-config.ts';
import { RefusedError, ScriptError } from '../errors.ts';
import { findFiles } from './find-files.ts';
import type { Checkout } from './git.ts';
import { parseLocation } from './location.ts';
import { readText } from './read-text.ts';
import { writtenName, type WrittenName } from './written-name.ts';

/** A migration file with its path relative to the top of the checkout. */
interface NamedText {
  readonly path: string;
  readonly name: WrittenName;
  readonly text: string;
}

/**
 * The migration files of the working tree.
 *
 * @throws ScriptError with all that cannot be read as text
 */
export async function readWorkingTree(checkout: Checkout, config: FileConfig): Promise<readonly NamedText[]> {
  const found = new Map<string, NamedText>();
  const problems = [];
  for (const location of config.locations) {
    const { root, below } = await placeOf(location, checkout);
    for (const file of findFiles([location]).files) {
      const name = writtenName(path.basename(file.path), config.prefixes);
      if (!name) continue;
      const read = await readText(file, config.encoding);
      const inside = path.posix.join(below, file.path.slice(root.length).replaceAll(path.sep, '/'));
      if ('problem' in read) problems.push(read.problem);
      else found.set(inside, { path: inside, name, text: read.text });
    }
  }
  if (problems.length > 0) throw new ScriptError(problems);
  return [...found.values()];
}

/** The migration files of a commit, where the locations are now. */
export async function readCommit(
  checkout: Checkout,
  config: FileConfig,
  commit: string,
): Promise<readonly NamedText[]> {
  const found = new Map<string, { readonly name: WrittenName; readonly blob: string }>();
  for (const location of config.locations) {
    const { root, below } = await placeOf(location, checkout);
    const place = parseLocation(location);
    for (const file of await checkout.files(commit, below)) {
      const inside = below === '' ? file.path : file.path.slice(below.length + 1);
      const name = writtenName(path.posix.basename(file.path), config.prefixes);
      const isHidden = path.posix
        .dirname(inside)
        .split('/')
        .some((part) => part.startsWith('.') && part !== '.');
      if (name && !isHidden && place.scriptOf(path.join(root, inside)) !== undefined)
        found.set(file.path, { name, blob: file.blob });
    }
  }
  const contents = await checkout.contents([...new Set([...found.values()].map(({ blob }) => blob))]);
  return [...found].map(([file, { name, blob }]) => {
    const bytes = contents.get(blob) ?? Buffer.alloc(0);
    return { path: file, name, text: decodeText(bytes, config.encoding) ?? bytes.toString('latin1') };
  });
}

interface Place {
  /** The folder to look in, as configured. */
  readonly root: string;
  /** The same, relative to the top of the checkout, with `/`; empty for the top itself. */
  readonly below: string;
}

async function placeOf(location: string, { root: top }: Checkout): Promise<Place> {
  const { root } = parseLocation(location);
  const below = path.relative(await realPath(top), await realPath(root));
  if (below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below))
    throw new RefusedError(
      'GIT',
      `The location ${root} is not in the git checkout ${top}: nothing to compare it with.`,
    );
  return { root, below: below.replaceAll(path.sep, '/') };
}

/** Also of a folder that is no longer there. */
async function realPath(folder: string): Promise<string> {
  return realpath(folder).catch(async () => {
    const parent = path.dirname(folder);
    return parent === folder ? folder : path.join(await realPath(parent), path.basename(folder));
  });
}
