import type { RowDataPacket } from 'mysql2/promise';
import type { SchemaObject } from '../plan/state.ts';
import type { Query } from './connect.ts';

/** The tables, views, sequences and routines of databases, by database and name. */
export async function readObjects(
  query: Query,
  databases: readonly string[],
): Promise<readonly SchemaObject[]> {
  if (databases.length === 0) return [];
  const tables = await query(tablesQuery, [databases]);
  const routines = await query(routinesQuery, [databases]);
  return [...tables.map(readTable), ...routines.map(readRoutine)];
}

const tablesQuery = `SELECT t.table_schema AS db, t.table_name AS name, t.table_type AS type,
    v.security_type AS security, v.is_updatable AS updatable
  FROM information_schema.tables t
  LEFT JOIN information_schema.views v ON v.table_schema = t.table_schema AND v.table_name = t.table_name
  WHERE t.table_schema IN (?) ORDER BY 1, 2`;

/** Packages of MariaDB are left out: there is nothing of theirs that a service needs. */
const routinesQuery = `SELECT routine_schema AS db, routine_name AS name, routine_type AS type,
    security_type AS security
  FROM information_schema.routines
  WHERE routine_schema IN (?) AND routine_type IN ('PROCEDURE', 'FUNCTION') ORDER BY 1, 2`;

/** MariaDB knows SEQUENCE and SYSTEM VERSIONED beside BASE TABLE and VIEW. */
function readTable(row: RowDataPacket): SchemaObject {
  const object = { database: String(row['db']), name: String(row['name']) };
  switch (row['type']) {
    case 'VIEW':
      return { ...object, type: 'view', security: securityOf(row), isUpdatable: row['updatable'] === 'YES' };
    case 'SEQUENCE':
      return { ...object, type: 'sequence' };
    default:
      return { ...object, type: 'table' };
  }
}

function readRoutine(row: RowDataPacket): SchemaObject {
  return {
    database: String(row['db']),
    name: String(row['name']),
    type: row['type'] === 'FUNCTION' ? 'function' : 'procedure',
    security: securityOf(row),
  };
}

function securityOf(row: RowDataPacket): 'invoker' | 'definer' {
  return row['security'] === 'INVOKER' ? 'invoker' : 'definer';
}
