import type { Server } from '../session.ts';
import { tokenize } from './tokens.ts';

/**
 * Whether a statement of the kind `ddl` only looks after tables or the server, so that it leaves nothing to take back and
 * may be sent any number of times: ANALYZE, CHECK, OPTIMIZE, FLUSH. Not REPAIR, which may lose rows.
 */
export function isUpkeep(text: string, server: Server): boolean {
  const [first] = tokenize(text, server, '').tokens;
  return upkeep.has(first?.keyword ?? '');
}

const upkeep: ReadonlySet<string> = new Set(['ANALYZE', 'CHECK', 'OPTIMIZE', 'FLUSH']);
