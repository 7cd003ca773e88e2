import { statSync } from 'node:fs';
import type { Charset } from '../config/charsets.ts';
import type { FoundFile } from './find-files.ts';
import { readSmall, stampOf, type ReadText } from './read-text.ts';

/** The small files of one command, which are looked through first and then run: each is read once. */
export interface KeptTexts {
  /**
   * Reads a file and keeps its text while there is room, for {@link take}.
   *
   * @returns see `readSmall`
   */
  read(file: FoundFile, encoding: Charset): Promise<ReadText | 'large'>;
  /** Gives what was kept of a file, and keeps it no more; what was not kept, or was changed since, is read. */
  take(file: FoundFile, encoding: Charset): Promise<ReadText | 'large'>;
}

/** UTF-16 units of all texts together: a thousand files of usual size, and 8 MB at most. */
const defaultRoom = 4 * 1024 * 1024;

/**
 * @param largeFrom see `readSmall`
 * @param room UTF-16 units that are kept; default 4 Mi
 */
export function keepTexts(largeFrom?: number, room = defaultRoom): KeptTexts {
  const kept = new Map<string, Kept>();
  let left = room;
  const takeKept = (key: string): Kept | undefined => {
    const found = kept.get(key);
    kept.delete(key);
    left += found?.text.length ?? 0;
    return found;
  };
  return {
    async read(file, encoding) {
      const read = await readSmall(file, encoding, largeFrom);
      const key = keyOf(file, encoding);
      takeKept(key);
      if (typeof read === 'string' || 'problem' in read) return read;
      const { text, stamp } = read;
      if (stamp === undefined || text.length > left) return read;
      kept.set(key, { text, stamp });
      left -= text.length;
      return read;
    },

    async take(file, encoding) {
      const found = takeKept(keyOf(file, encoding));
      return found && isAsItWas(file, found) ? found : readSmall(file, encoding, largeFrom);
    },
  };
}

interface Kept {
  readonly text: string;
  readonly stamp: string;
}

function isAsItWas({ path }: FoundFile, { stamp }: Kept): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && stampOf(now) === stamp;
}

function keyOf({ path }: FoundFile, encoding: Charset): string {
  return `${encoding}:${path}`;
}
