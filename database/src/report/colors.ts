import { createColors } from 'picocolors';

/**
 * Colours for people: on a terminal, unless NO_COLOR is set. picocolors by itself also colours wherever CI is set,
 * where the reader may as well be a program; so it must be told no, not undefined, which isTTY is for a pipe.
 */
export const pc = createColors(Boolean(process.stdout.isTTY && process.stdout.hasColors()));
