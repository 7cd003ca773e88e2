import { readFileSync } from 'node:fs';
import type { ServiceMap } from '../model.ts';
import { parseServiceMap } from './parse-service-map.ts';

/**
 * Reads and checks the list of all services.
 *
 * @param path default: the `service-map.json` of this package, beside `dist/` and `src/`.
 * @throws {DatabaseError} `BAD_MAP` with every problem of the file.
 */
export function loadServiceMap(
  path: string | URL = new URL('../../service-map.json', import.meta.url),
): ServiceMap {
  return parseServiceMap(readFileSync(path, 'utf8'), String(path));
}
