import type { Existing, Form } from '../change.ts';
import type { Element, TableSource } from '../table-form.ts';
import { readElement } from './element.ts';
import { NotUnderstood, type Reader } from './reader.ts';

/** CREATE TABLE, from behind TABLE on. */
export function readCreateTable(reader: Reader, orReplace: boolean): Form {
  const existing = readExisting(reader, orReplace);
  const table = reader.objectName();
  return { kind: 'create table', table, existing, source: readSource(reader) };
}

/** What stands before the name of what is created. */
export function readExisting(reader: Reader, orReplace: boolean): Existing {
  if (reader.take('IF', 'NOT', 'EXISTS')) return 'keep';
  return orReplace ? 'replace' : 'refuse';
}

function readSource(reader: Reader): TableSource {
  if (reader.take('LIKE')) return { kind: 'like', model: reader.objectName() };
  if (reader.keyword() !== '(' || ['SELECT', 'WITH', '(', 'VALUES', 'TABLE'].includes(reader.keyword(1)))
    return { kind: 'select' };
  if (reader.keyword(1) === 'LIKE') {
    const inner = reader.group();
    inner.expect('LIKE');
    return { kind: 'like', model: inner.objectName() };
  }
  const elements: readonly Element[] = reader.group().parts().map(readElement);
  const from = reader.position;
  reader.skipTo('PARTITION', 'AS', '(', 'SELECT', 'VALUES', 'TABLE');
  const isDefinition = reader.atEnd || reader.keyword() === 'PARTITION';
  reader.rest();
  return isDefinition ? { kind: 'definition', elements, options: reader.textFrom(from) } : { kind: 'select' };
}

/** DROP TABLE and DROP VIEW, from behind that word on. */
export function readDrop(reader: Reader, object: 'table' | 'view'): Form {
  const ifExists = reader.take('IF', 'EXISTS');
  const names = reader.list(() => reader.objectName());
  readPatience(reader);
  reader.takeOne('RESTRICT', 'CASCADE');
  reader.expectEnd();
  return { kind: 'drop', object, names, ifExists };
}

/** RENAME TABLE, from behind TABLE on. */
export function readRenameTables(reader: Reader): Form {
  const pairs = reader.list(() => {
    reader.take('IF', 'EXISTS');
    const from = reader.objectName();
    readPatience(reader);
    reader.expect('TO');
    return { from, to: reader.objectName() };
  });
  reader.expectEnd();
  return { kind: 'rename tables', pairs };
}

/** MariaDB's WAIT n and NOWAIT. */
export function readPatience(reader: Reader): void {
  if (reader.take('WAIT')) reader.skip();
  else reader.take('NOWAIT');
}

/** CREATE INDEX and DROP INDEX are clauses of ALTER TABLE, from behind CREATE or DROP on. */
export function readCreateIndex(reader: Reader, orReplace: boolean): Form {
  if (orReplace) throw new NotUnderstood('CREATE OR REPLACE INDEX');
  const type = reader.takeOne('UNIQUE', 'FULLTEXT', 'SPATIAL') ?? '';
  reader.takeOne('ONLINE', 'OFFLINE');
  reader.expect('INDEX');
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
  const name = reader.name();
  const from = reader.position;
  reader.skipTo('ON');
  const using = reader.textFrom(from);
  const usingBody = reader.canonicalFrom(from);
  reader.expect('ON');
  const table = reader.objectName();
  const definition = reader.position;
  reader.skipTo('ALGORITHM', 'LOCK', 'WAIT', 'NOWAIT');
  const text = `${type} INDEX \`${name.replaceAll('`', '``')}\` ${using} ${reader.textFrom(definition)}`;
  const body = [type, usingBody, reader.canonicalFrom(definition)].filter(Boolean).join(' ');
  const element = { kind: 'index', name, isFulltext: type === 'FULLTEXT', text, body } as const;
  return {
    kind: 'alter table',
    table,
    clauses: [{ kind: 'add', element, text: `ADD ${text}`, ifNotExists }],
  };
}

/** DROP INDEX, from behind INDEX on. */
export function readDropIndex(reader: Reader): Form {
  const ifExists = reader.take('IF', 'EXISTS');
  const name = reader.name();
  reader.expect('ON');
  const table = reader.objectName();
  return { kind: 'alter table', table, clauses: [{ kind: 'drop', object: 'index', name, ifExists }] };
}
