import { parseVersion } from '../version.ts';
import type { Target } from './config.ts';

/**
 * Reads `latest`, `current`, `next` (in any case), a version, or a version with `?`, which need not exist.
 *
 * @returns undefined when the text is none of these.
 */
export function parseTarget(text: string): Target | undefined {
  const word = text.toLowerCase();
  if (word === 'latest' || word === 'current' || word === 'next') return { kind: word };
  const optional = text.endsWith('?');
  const version = parseVersion(optional ? text.slice(0, -1) : text);
  return version && { kind: 'version', version, failOnMissing: !optional };
}
