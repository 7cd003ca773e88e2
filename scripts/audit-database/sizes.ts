import type { Column, Index, Table } from '../catalog/model.ts';

/** Bytes that a row may take, as the types declare; what a fresh schema can tell of sizes. */
export interface DeclaredBytes {
  /** Of the columns; JSON, TEXT and BLOB with what InnoDB keeps of them in the row, a pointer of 20 bytes. Server's limit 65,535. */
  readonly row: number;
  /** Of one entry in each index beside the primary key, whose columns InnoDB appends. */
  readonly entries: number;
  /** Of the widest key; InnoDB's limit is 3,072. */
  readonly widestKey: number;
}

/** The most that the types of a table allow. Headers and page overhead are not counted. */
export function declaredBytes(table: Table): DeclaredBytes {
  const bytes = new Map(table.columns.map((column) => [column.name, columnBytes(column)]));
  const keyBytes = (names: readonly string[]) => sum(names.map((name) => bytes.get(name) ?? 0));
  const primary = keyBytes(table.primaryKey);
  const keys = table.indexes.map((index) => sum(index.columns.map((part) => partBytes(part, table))));
  return {
    row: sum([...bytes.values()]),
    entries: sum(keys.map((key) => key + primary)),
    widestKey: Math.max(primary, ...keys),
  };
}

/** Bytes of a column at most (MySQL reference manual, Data Type Storage Requirements). */
export function columnBytes({ type, collation }: Pick<Column, 'type' | 'collation'>): number {
  const [, name = '', size = ''] = /^(\w+)(?:\((.*)\))?/s.exec(type) ?? [];
  const length = Number.parseInt(size, 10) || 0;
  switch (name) {
    case 'char':
    case 'varchar':
      return (
        length * perCharacter(collation) +
        (name === 'varchar' ? lengthBytes(length * perCharacter(collation)) : 0)
      );
    case 'binary':
      return length;
    case 'varbinary':
      return length + lengthBytes(length);
    case 'decimal':
      return decimalBytes(size);
    case 'enum':
      return size.split("','").length > 255 ? 2 : 1;
    case 'datetime':
      return 5 + Math.ceil(length / 2);
    case 'timestamp':
      return 4 + Math.ceil(length / 2);
    case 'time':
      return 3 + Math.ceil(length / 2);
    default:
      return fixedBytes[name] ?? pointer;
  }
}

const pointer = 20;

const fixedBytes: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  bigint: 8,
  float: 4,
  double: 8,
  date: 3,
  year: 1,
  uuid: 16,
};

function partBytes({ name, prefixLength }: Index['columns'][number], { columns }: Table): number {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return 0;
  if (prefixLength === null) return columnBytes(column);
  return prefixLength * perCharacter(column.collation);
}

function perCharacter(collation: string | null): number {
  return (
    { utf8mb4: 4, utf8mb3: 3, utf8: 3, ucs2: 2, utf16: 4, utf32: 4 }[collation?.split('_')[0] ?? ''] ?? 1
  );
}

function lengthBytes(bytes: number): number {
  return bytes > 255 ? 2 : 1;
}

/** Nine digits take four bytes; what is left over takes as many as below. */
function decimalBytes(size: string): number {
  const [precision = 10, scale = 0] = size.split(',').map(Number);
  const rest = [0, 1, 1, 2, 2, 3, 3, 4, 4];
  const bytes = (digits: number) => Math.floor(digits / 9) * 4 + (rest[digits % 9] ?? 0);
  return bytes(precision - scale) + bytes(scale);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
