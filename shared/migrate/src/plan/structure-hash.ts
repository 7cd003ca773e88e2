import { createHash } from 'node:crypto';
import { factKey, type Fact } from '../history/fingerprint.ts';
import type { Structure } from '../history/structure.ts';
import { compareFingerprints, type Difference } from './compare-fingerprints.ts';

/**
 * SHA-256 over what the server tells of schemas: each schema's name and its objects, sorted, with their properties,
 * sorted, as one line of JSON. Equal hashes of one server and one version of it mean equal structures; two versions, or
 * MySQL and MariaDB, describe the same table in other words.
 */
export function structureHash(structures: readonly Structure[]): string {
  const canonical = structures.map(({ schema, objects }) => [schema, sortedFacts(objects)]);
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

/** By code units, so that no locale decides. */
function sortedFacts(facts: readonly Fact[]) {
  return facts
    .map((fact) => ({ key: factKey(fact), properties: Object.entries(fact.properties).toSorted(byFirst) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, properties }) => [key, properties]);
}

function byFirst([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** By what the structures of two moments differ, in the schemas' order. */
export function compareStructures(
  before: readonly Structure[],
  after: readonly Structure[],
): readonly (Difference & { readonly schema: string })[] {
  return before.flatMap(({ schema, objects }) => {
    const now = after.find((each) => each.schema === schema)?.objects ?? [];
    const rows = new Map<string, readonly string[]>();
    const differences = compareFingerprints({ objects, rows }, { objects: now, rows });
    return differences.map((difference) => ({ schema, ...difference }));
  });
}
