import type { Plugin } from 'rolldown';

/** A change of one file of a package. */
export interface Patch {
  /** As in `mysql2/lib/parsers/parser_cache.js`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Changes files of packages within one line.
 *
 * @throws Error when a file does not hold its text exactly once, or is not met: the package has changed
 */
export function patch(patches: readonly Patch[]): Plugin {
  const done = new Set<Patch>();
  return {
    name: 'patch',
    transform(code, id) {
      const found = patches.find(({ file }) => id.replaceAll('\\', '/').endsWith(`/node_modules/${file}`));
      if (!found) return undefined;
      if (code.split(found.from).length !== 2)
        throw new Error(`${found.file} does not hold ${found.from} once`);
      done.add(found);
      return { code: code.replace(found.from, found.to), map: null };
    },
    buildEnd(error) {
      const missed = patches.filter((each) => !done.has(each)).map(({ file }) => file);
      if (error === undefined && missed.length > 0) throw new Error(`nothing imports ${missed.join(', ')}`);
    },
  };
}
