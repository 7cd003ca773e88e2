import type { Table } from '../../catalog/model.ts';
import { beginsWith, keysOf, type Key } from './keys.ts';
import { eachTable, type Found } from './rule.ts';

/**
 * Indexes that cost writes and serve nothing that another one does not serve: the same columns again, the left part of
 * a longer index, and a UNIQUE that a narrower one already implies. The longer index also serves the foreign key.
 */
export const redundantIndexes = eachTable((table, { catalog }) => {
  const keys = keysOf(table);
  return keys.flatMap((key, position): Found[] => {
    if (key.name === 'PRIMARY') return [];
    const of = (code: 'duplicate-index' | 'prefix-index' | 'implied-unique', by: Key): Found[] => [
      { priority: 2, code, table: table.name, index: key.name, by: by.name },
    ];
    const others = keys.filter((other) => other !== key);
    const twin = others.find(
      (other) => isSame(other, key) && (other.unique || !key.unique) && isKept(other, key, keys, position),
    );
    if (twin) return of('duplicate-index', twin);
    const longer = key.unique
      ? undefined
      : others.find((other) => !isSame(other, key) && beginsWith(other, key));
    if (longer) return of('prefix-index', longer);
    const narrower =
      key.unique && !isReferenced(table.name, key, catalog?.tables ?? [])
        ? others.find((other) => other.unique && implies(other, key))
        : undefined;
    return narrower ? of('implied-unique', narrower) : [];
  });
});

function isSame(a: Key, b: Key): boolean {
  return a.parts.length === b.parts.length && beginsWith(a, b);
}

/** Of two that say the same, the unique one stays, then the first. */
function isKept(other: Key, key: Key, keys: readonly Key[], position: number): boolean {
  return other.unique === key.unique ? keys.indexOf(other) < position : other.unique;
}

/** Whether two rows that differ in the narrow key's columns always differ in the wide one's. */
function implies(narrow: Key, wide: Key): boolean {
  return narrow.parts.length < wide.parts.length && narrow.parts.every((part) => wide.parts.includes(part));
}

/** Whether a foreign key points at exactly these columns, and so needs the index. */
function isReferenced(table: string, key: Key, tables: readonly Table[]): boolean {
  return tables.some(({ foreignKeys }) =>
    foreignKeys.some(
      ({ referencedTable, referencedColumns }) =>
        referencedTable === table &&
        referencedColumns.length === key.parts.length &&
        referencedColumns.every((column) => key.parts.includes(column)),
    ),
  );
}
