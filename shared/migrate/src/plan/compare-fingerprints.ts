import { factKey, type Fact, type FactKind, type Fingerprint } from '../history/fingerprint.ts';

/** What is otherwise than before. */
export type Difference =
  | {
      readonly kind: 'remains' | 'missing';
      readonly object: FactKind;
      readonly name: string;
      readonly table?: string;
    }
  | {
      readonly kind: 'changed';
      readonly object: FactKind;
      readonly name: string;
      readonly table?: string;
      /** Names of information_schema's columns that tell another value. */
      readonly properties: readonly string[];
    }
  | { readonly kind: 'rows'; readonly table: string; readonly more: number; readonly less: number };

/** Everything by which the second moment differs; of a table that came or went, not its parts as well. */
export function compareFingerprints(before: Fingerprint, after: Fingerprint): readonly Difference[] {
  const [old, now] = [byKey(before.objects), byKey(after.objects)];
  const remains = after.objects.filter((fact) => !old.has(factKey(fact)));
  const missing = before.objects.filter((fact) => !now.has(factKey(fact)));
  const changed = after.objects.flatMap((fact): Difference[] => {
    const properties = changedProperties(old.get(factKey(fact)), fact);
    return properties.length > 0 ? [{ kind: 'changed', ...nameOf(fact), properties }] : [];
  });
  return [
    ...withoutParts(remains).map((fact) => ({ kind: 'remains', ...nameOf(fact) }) as const),
    ...withoutParts(missing).map((fact) => ({ kind: 'missing', ...nameOf(fact) }) as const),
    ...changed,
    ...rowDifferences(before, after),
  ];
}

function byKey(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [factKey(fact), fact]));
}

function nameOf({ kind, name, table }: Fact) {
  return { object: kind, name, ...(table !== undefined && { table }) };
}

/** The server shows a key as index and as constraint, and a check as constraint too: the plainest name is enough. */
function withoutParts(facts: readonly Fact[]): readonly Fact[] {
  const wholes = new Set(
    facts.filter(({ kind }) => kind === 'table' || kind === 'view').map(({ name }) => name),
  );
  const parts = facts.filter(({ table }) => table === undefined || !wholes.has(table));
  const constraints = new Set(parts.filter(({ kind }) => kind === 'constraint').map(({ name }) => name));
  const ofWholes = facts.filter(({ table, kind }) => kind === 'constraint' && table && wholes.has(table));
  return parts.filter(({ kind, name, table }) => {
    const others = parts.filter(
      (other) => other.name === name && (other.table ?? table) === (table ?? other.table),
    );
    if (kind === 'constraint') return !others.some((other) => other.kind !== 'constraint');
    if (kind === 'check') return constraints.has(name) || !ofWholes.some((other) => other.name === name);
    return true;
  });
}

function changedProperties(before: Fact | undefined, { properties }: Fact): readonly string[] {
  if (!before) return [];
  const keys = new Set([...Object.keys(before.properties), ...Object.keys(properties)]);
  return [...keys].filter((key) => before.properties[key] !== properties[key]);
}

/** Of tables that were there before and are there now. */
function rowDifferences(before: Fingerprint, after: Fingerprint): readonly Difference[] {
  return [...after.rows].flatMap(([table, rows]): Difference[] => {
    const old = before.rows.get(table);
    if (!old) return [];
    const [more, less] = [countMissing(rows, old), countMissing(old, rows)];
    return more + less > 0 ? [{ kind: 'rows', table, more, less }] : [];
  });
}

/** How many of these rows the others do not have, equal ones counted. */
function countMissing(rows: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  }).length;
}
