import type { IgnorePattern } from './config.ts';

const categories = ['versioned', 'repeatable', '*'] as const;
const states = ['missing', 'pending', 'ignored', 'future', '*'] as const;

/**
 * Reads one pattern such as `*:future` or `Repeatable:Missing`; case and blanks around the parts do not matter.
 *
 * @returns a sentence part that says what is wrong when the text is not a pattern.
 */
export function parseIgnorePattern(text: string): IgnorePattern | string {
  const parts = text.split(':').map((part) => part.trim().toLowerCase());
  if (parts.length !== 2) return 'must be written <type>:<state>, as in *:missing';
  const category = categories.find((known) => known === parts[0]);
  if (!category) return `must start with one of ${categories.join(', ')}`;
  const state = states.find((known) => known === parts[1]);
  if (!state) return `must end with one of ${states.join(', ')}`;
  return { category, state };
}
