import type { ServerKind } from '@nilecare/database';
import type { RowDataPacket } from 'mysql2/promise';
import { byName, groupBy, type Ask } from './ask.ts';
import type { Check, Column, Table } from './model.ts';
import { readColumn } from './read-columns.ts';
import { readForeignKeys, readIndexes } from './read-keys.ts';
import { normaliseExpression } from './normalise/expression.ts';
import { unescapeClause } from './normalise/literal.ts';

/** The base tables of a database with all that belongs to them, by name. */
export async function readTables(ask: Ask, kind: ServerKind, database: string): Promise<readonly Table[]> {
  const columns = groupBy(await ask(columnsQuery), 'tableName');
  const indexes = groupBy(await ask(kind === 'mysql' ? mysqlIndexesQuery : indexesQuery), 'tableName');
  const foreignKeys = groupBy(await ask(foreignKeysQuery), 'tableName');
  const checks = groupBy(await ask(kind === 'mysql' ? mysqlChecksQuery : mariadbChecksQuery), 'tableName');
  const partsOf = (row: RowDataPacket) => ({
    columns: columns.get(String(row['name'])) ?? [],
    indexes: indexes.get(String(row['name'])) ?? [],
    foreignKeys: foreignKeys.get(String(row['name'])) ?? [],
    checks: checks.get(String(row['name'])) ?? [],
  });
  return (await ask(tablesQuery)).map((row) => tableOf(row, partsOf(row), kind, database)).sort(byName);
}

type Parts = Readonly<Record<'columns' | 'indexes' | 'foreignKeys' | 'checks', readonly RowDataPacket[]>>;

function tableOf(row: RowDataPacket, parts: Parts, kind: ServerKind, database: string): Table {
  const checks = parts.checks.map((check) => checkOf(check, kind));
  const columns = parts.columns.map((column) => readColumn(column, kind, checks));
  const { primaryKey, indexes } = readIndexes(parts.indexes);
  return {
    name: String(row['name']),
    engine: String(row['engine']),
    collation: String(row['collation']),
    comment: String(row['comment']),
    rows: Number(row['estimate']),
    dataBytes: Number(row['dataBytes']),
    indexBytes: Number(row['indexBytes']),
    columns,
    primaryKey,
    indexes,
    foreignKeys: readForeignKeys(parts.foreignKeys, database),
    checks: checks.filter((check) => !isCheckOfJson(check, columns)).sort(byName),
  };
}

function checkOf(row: RowDataPacket, kind: ServerKind): Check {
  const clause = String(row['clause']);
  return {
    name: String(row['name']),
    expression: normaliseExpression(kind === 'mysql' ? unescapeClause(clause) : clause),
  };
}

/** JSON of MariaDB is text with a check of its own, which nobody wrote. */
function isCheckOfJson({ name, expression }: Check, columns: readonly Column[]): boolean {
  return (
    expression === `JSON_VALID(${name})` &&
    columns.some((column) => column.name === name && column.type === 'json')
  );
}

const tablesQuery = `SELECT table_name AS name, engine AS engine, table_collation AS collation,
    table_comment AS comment, COALESCE(table_rows, 0) AS estimate, COALESCE(data_length, 0) AS dataBytes,
    COALESCE(index_length, 0) AS indexBytes
  FROM information_schema.tables
  WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`;

const columnsQuery = `SELECT table_name AS tableName, column_name AS name, ordinal_position AS position,
    column_type AS type, data_type AS dataType, collation_name AS collation, is_nullable AS nullable,
    column_default AS defaultText, extra AS extra, generation_expression AS expression, column_comment AS comment
  FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position`;

const indexesQuery = `SELECT table_name AS tableName, index_name AS name, non_unique AS nonUnique, index_type AS type,
    column_name AS columnName, sub_part AS prefixLength, collation AS direction, index_comment AS comment,
    NULL AS expression
  FROM information_schema.statistics WHERE table_schema = ? ORDER BY table_name, index_name, seq_in_index`;

/** Only MySQL has indexes on expressions. */
const mysqlIndexesQuery = indexesQuery.replace('NULL AS', 'expression AS');

const foreignKeysQuery = `SELECT k.table_name AS tableName, k.constraint_name AS name, k.column_name AS columnName,
    k.referenced_table_schema AS referencedDatabase, k.referenced_table_name AS referencedTable,
    k.referenced_column_name AS referencedColumn, r.update_rule AS onUpdate, r.delete_rule AS onDelete
  FROM information_schema.key_column_usage k
  JOIN information_schema.referential_constraints r
    ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
    AND r.table_name = k.table_name
  WHERE k.table_schema = ? AND r.constraint_schema = ? AND k.referenced_table_name IS NOT NULL
  ORDER BY k.table_name, k.constraint_name, k.ordinal_position`;

/** The names of checks are unique in a schema of MySQL, whose list of them tells no table. */
const mysqlChecksQuery = `SELECT t.table_name AS tableName, c.constraint_name AS name, c.check_clause AS clause
  FROM information_schema.check_constraints c
  JOIN information_schema.table_constraints t
    ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
    AND t.constraint_type = 'CHECK'
  WHERE c.constraint_schema = ?`;

/** In MariaDB they are unique in a table only. */
const mariadbChecksQuery = `SELECT table_name AS tableName, constraint_name AS name, check_clause AS clause
  FROM information_schema.check_constraints WHERE constraint_schema = ?`;
