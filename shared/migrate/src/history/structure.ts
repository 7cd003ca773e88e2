import type { Querying } from '../session.ts';
import { readFacts, type Fact } from './fingerprint.ts';

/** What a schema is made of, without its rows. */
export interface Structure {
  readonly schema: string;
  readonly objects: readonly Fact[];
}

/**
 * Everything in the schemas but the engine's own tables; of a schema that does not exist, nothing.
 *
 * @param own names of the history and of what stands beside it
 */
export async function readStructures(
  session: Querying,
  schemas: readonly string[],
  own: readonly string[],
): Promise<readonly Structure[]> {
  const structures: Structure[] = [];
  for (const schema of schemas) structures.push({ schema, objects: await readFacts(session, schema, own) });
  return structures;
}
