import { statfsSync } from 'node:fs';

/** A sentence on the disk of this folder when it is nearly full: servers often report that in other words only. */
export function diskHint(folder: string): string {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    return free < roomWanted
      ? ` The disk of ${folder} has only ${free} MB free; make room and try again.`
      : '';
  } catch {
    return '';
  }
}

/** Megabytes; a new MySQL data directory takes 100. */
const roomWanted = 150;
