import type { Index, Table } from '../../catalog/model.ts';

/** An index or the primary key, as the rules compare them; only B-trees. */
export interface Key {
  readonly name: string;
  readonly unique: boolean;
  /** Each part as one text, with the length of a prefix and the direction. */
  readonly parts: readonly string[];
  /** The column of each part; a prefix and a descending part find rows too. */
  readonly columns: readonly string[];
}

/** The keys of a table, the primary one first. */
export function keysOf({ primaryKey, indexes }: Pick<Table, 'primaryKey' | 'indexes'>): readonly Key[] {
  const primary = { name: 'PRIMARY', unique: true, parts: primaryKey, columns: primaryKey };
  return [...(primaryKey.length > 0 ? [primary] : []), ...indexes.filter(isTree).map(keyOf)];
}

/** Whether these columns, in any order, are the first ones of a key. */
export function leadsWith(key: Key, columns: readonly string[]): boolean {
  const first = key.columns.slice(0, columns.length);
  return columns.every((column) => first.includes(column));
}

/** Whether a key begins with all parts of another. */
export function beginsWith(key: Key, other: Key): boolean {
  return other.parts.every((part, index) => key.parts[index] === part);
}

function isTree({ type }: Index): boolean {
  return type === 'BTREE';
}

function keyOf({ name, unique, columns }: Index): Key {
  return {
    name,
    unique,
    parts: columns.map(
      ({ name: column, prefixLength, direction }) =>
        `${column}${prefixLength === null ? '' : `(${prefixLength})`}${direction === 'descending' ? ' DESC' : ''}`,
    ),
    columns: columns.map((part) => part.name),
  };
}
