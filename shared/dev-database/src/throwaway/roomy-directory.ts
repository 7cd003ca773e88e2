import { accessSync, constants, statfsSync } from 'node:fs';
import os from 'node:os';
import type { ServerKind } from '../model.ts';

/** Where files that need not last are fastest: a tmpfs with enough room, else the temporary directory. */
export function roomyDirectory(kind: ServerKind): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bavail, bsize } = statfsSync('/dev/shm');
    if ((bavail * bsize) / 2 ** 20 >= roomNeeded[kind]) return '/dev/shm';
  } catch {
    // No tmpfs here.
  }
  return os.tmpdir();
}

/** Megabytes a tmpfs must have free: a template, and what tests write. A container often has 64 in all. */
const roomNeeded: Readonly<Record<ServerKind, number>> = { mariadb: 200, mysql: 400 };
