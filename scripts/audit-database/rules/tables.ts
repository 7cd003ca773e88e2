import { eachTable, type Found, type Rule } from './rule.ts';

/** Each INSERT writes every index; above this many it is time to ask which of them are read. A convention of this audit. */
export const manyIndexes = 12;

/** Tables that replication, transactions or the engine's own checks cannot rely on. */
export const tableShape = eachTable(({ name: table, primaryKey, engine, indexes }) => [
  ...(primaryKey.length === 0 ? [{ priority: 1, code: 'no-primary-key', table } as const] : []),
  ...(engine.toLowerCase() === 'innodb'
    ? []
    : [{ priority: 1, code: 'other-engine', table, engine } as const]),
  ...(indexes.length > manyIndexes
    ? [{ priority: 3, code: 'many-indexes', table, count: indexes.length } as const]
    : []),
]);

/** Text that cannot hold every name: neither utf8mb4 nor, for codes and ids, ascii. */
export const characterSets = eachTable(({ name: table, collation, columns }) => [
  ...(isWhole(collation) ? [] : [{ priority: 2, code: 'other-charset', table, collation } as const]),
  ...columns.flatMap(({ name: column, collation: own }): Found[] =>
    own === null || own === collation || isWhole(own) || own.startsWith('ascii_')
      ? []
      : [{ priority: 2, code: 'other-charset', table, column, collation: own }],
  ),
]);

/** Columns whose type loses cents, or days after 2038. */
export const columnTypes = eachTable(({ name: table, columns }) =>
  columns.flatMap(({ name: column, type }): Found[] => {
    if (/^(?:float|double|real)\b/.test(type))
      return [{ priority: 2, code: 'inexact-number', table, column }];
    return /^timestamp\b/.test(type) ? [{ priority: 2, code: 'ends-2038', table, column }] : [];
  }),
);

/** Views and routines that lend their owner's rights to whoever calls them. */
export const definerRights: Rule = ({ catalog }) => [
  ...(catalog?.views ?? []).filter(isDefiner).map(({ name }) => definer(`view ${name}`)),
  ...(catalog?.routines ?? []).filter(isDefiner).map(({ name, kind }) => definer(`${kind} ${name}`)),
];

/** Tables that the map calls append-only and a schema with tables does not have: the real one would be left open to changes. */
export const appendOnlyTables: Rule = ({ catalog, mapped }) => {
  const names = catalog?.tables.map(({ name }) => name) ?? [];
  if (names.length === 0) return [];
  return (mapped?.appendOnlyTables ?? [])
    .filter((table) => !names.includes(table))
    .map((table) => ({ priority: 1, code: 'append-only-missing', table }));
};

function isWhole(collation: string): boolean {
  return collation.startsWith('utf8mb4_');
}

function isDefiner({ security }: { readonly security: string }): boolean {
  return security === 'definer';
}

function definer(object: string): Found {
  return { priority: 2, code: 'definer-rights', object };
}
