import type { Form } from '../change.ts';
import { readExisting } from './table.ts';
import type { Reader } from './reader.ts';

/** CREATE DATABASE and ALTER DATABASE, from behind DATABASE or SCHEMA on. */
export function readDatabase(reader: Reader, verb: 'CREATE' | 'ALTER', orReplace: boolean): Form {
  const existing = readExisting(reader, orReplace);
  const name = reader.name();
  let [charset, collation]: (string | undefined)[] = [];
  for (;;) {
    reader.take('DEFAULT');
    if (reader.take('CHARACTER', 'SET') || reader.take('CHARSET')) charset = readValue(reader);
    else if (reader.take('COLLATE')) collation = readValue(reader);
    else break;
  }
  const kind = verb === 'CREATE' ? 'create database' : 'alter database';
  return { kind, name, existing, charset, collation, hasOtherOptions: !reader.atEnd };
}

/** The servers print utf8 as utf8mb3, which it means on both (on MariaDB unless old_mode says otherwise). */
function readValue(reader: Reader): string {
  reader.take('=');
  return reader
    .value()
    .toLowerCase()
    .replace(/^utf8(?=$|_)/, 'utf8mb3');
}

/** DROP DATABASE, from behind DATABASE or SCHEMA on. */
export function readDropDatabase(reader: Reader): Form {
  const ifExists = reader.take('IF', 'EXISTS');
  const name = reader.name();
  reader.expectEnd();
  return { kind: 'drop database', name, ifExists };
}
