import type { RowDataPacket } from 'mysql2/promise';
import { byName, groupBy, textOrNull } from './ask.ts';
import type { ForeignKey, Index, IndexColumn, ReferentialAction, Table } from './model.ts';
import { normaliseExpression } from './normalise/expression.ts';
import { unescapeClause } from './normalise/literal.ts';

/** The primary key of a table and its other indexes. */
export function readIndexes(rows: readonly RowDataPacket[]): Pick<Table, 'primaryKey' | 'indexes'> {
  const { PRIMARY: primary = [], ...others } = Object.fromEntries(groupBy(rows, 'name'));
  return {
    primaryKey: primary.map((row) => String(row['columnName'])),
    indexes: Object.entries(others)
      .map(([name, parts]) => indexOf(name, parts))
      .sort(byName),
  };
}

function indexOf(name: string, parts: readonly RowDataPacket[]): Index {
  const [first] = parts;
  return {
    name,
    unique: Number(first?.['nonUnique']) === 0,
    type: String(first?.['type']) as Index['type'],
    columns: parts.map(indexColumnOf),
    comment: String(first?.['comment']),
  };
}

function indexColumnOf(row: RowDataPacket): IndexColumn {
  const expression = textOrNull(row, 'expression');
  return {
    name:
      expression === null
        ? String(row['columnName'])
        : `(${normaliseExpression(unescapeClause(expression))})`,
    prefixLength: row['prefixLength'] === null ? null : Number(row['prefixLength']),
    direction: row['direction'] === 'D' ? 'descending' : 'ascending',
  };
}

/** The foreign keys of a table of this database. */
export function readForeignKeys(rows: readonly RowDataPacket[], database: string): readonly ForeignKey[] {
  return [...groupBy(rows, 'name')]
    .map(([name, parts]) => {
      const referencedDatabase = String(parts[0]?.['referencedDatabase']);
      return {
        name,
        columns: parts.map((row) => String(row['columnName'])),
        ...(referencedDatabase !== database && { referencedDatabase }),
        referencedTable: String(parts[0]?.['referencedTable']),
        referencedColumns: parts.map((row) => String(row['referencedColumn'])),
        onUpdate: actionOf(parts[0]?.['onUpdate']),
        onDelete: actionOf(parts[0]?.['onDelete']),
      };
    })
    .sort(byName);
}

function actionOf(value: unknown): ReferentialAction {
  return value === 'NO ACTION' ? 'RESTRICT' : (String(value) as ReferentialAction);
}
