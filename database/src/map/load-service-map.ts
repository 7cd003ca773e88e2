import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DatabaseError } from '../errors.ts';
import type { ServiceMap } from '../model.ts';
import { parseServiceMap } from './parse-service-map.ts';

/**
 * Reads and checks the list of all services.
 *
 * @param path default: the `service-map.json` of this package, beside `dist/` and `src/`.
 * @throws {DatabaseError} `BAD_MAP` with every problem of the file, also when it cannot be read.
 */
export function loadServiceMap(
  path: string | URL = new URL('../../service-map.json', import.meta.url),
): ServiceMap {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  return parseServiceMap(readMap(file), file);
}

function readMap(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError(
      'BAD_MAP',
      `The service map cannot be read: ${reason}\nBring it back, for example with git restore.`,
      { context: { file, problems: [reason] }, cause },
    );
  }
}
