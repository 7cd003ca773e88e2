import type { Journal } from './journal.ts';

/** Keeps nothing: for runs of which nothing may be left, such as a dry run. */
export const silentJournal: Journal = {
  isKept: false,
  write: () => Promise.resolve(),
  check: () => undefined,
  forget: () => Promise.resolve(),
  read: () => Promise.resolve(undefined),
};
