import type { Form } from '../change.ts';
import type { Clause, DroppedObject } from '../table-form.ts';
import { readElement } from './element.ts';
import { NotUnderstood, type Reader } from './reader.ts';
import { readPatience } from './table.ts';

/** ALTER TABLE, from behind TABLE on. */
export function readAlterTable(reader: Reader): Form {
  if (reader.take('IF', 'EXISTS')) return { kind: 'unknown' };
  const table = reader.objectName();
  readPatience(reader);
  const clauses = reader.atEnd ? [unknown] : reader.parts().flatMap(readClauses);
  return { kind: 'alter table', table, clauses };
}

const unknown: Clause = { kind: 'unknown' };

function readClauses(reader: Reader): readonly Clause[] {
  try {
    return readKnown(reader);
  } catch (error) {
    if (error instanceof NotUnderstood) return [unknown];
    throw error;
  }
}

function readKnown(reader: Reader): readonly Clause[] {
  const start = reader.position;
  switch (reader.keyword()) {
    case 'ADD':
      return readAdd(reader, start);
    case 'DROP':
      return [readDropped(reader)];
    case 'MODIFY':
      return [readModify(reader)];
    case 'CHANGE':
      return [readChange(reader)];
    case 'RENAME':
      return [readRename(reader)];
    case 'ALTER':
      return [readAlter(reader)];
    case 'ALGORITHM':
    case 'LOCK':
      return [{ kind: 'manner' }];
    case 'CONVERT':
      return [{ kind: 'set', text: reader.rest() }];
    default:
      return readOptions(reader);
  }
}

function readAdd(reader: Reader, start: number): readonly Clause[] {
  reader.expect('ADD');
  if (reader.keyword() === 'PARTITION' || reader.keyword() === 'SYSTEM') return [unknown];
  const isColumn = reader.take('COLUMN');
  if (reader.keyword() === '(') return readAddedList(reader);
  const ifNotExists = isColumn && reader.take('IF', 'NOT', 'EXISTS');
  if (!isColumn && hasIfNotExists(reader)) return [unknown];
  const element = readElement(reader);
  return [{ kind: 'add', element, text: reader.textFrom(start), ifNotExists }];
}

/** ADD INDEX IF NOT EXISTS and the like, of MariaDB. */
function hasIfNotExists(reader: Reader): boolean {
  return [0, 1, 2].some((offset) => reader.keyword(offset) === 'IF' && reader.keyword(offset + 1) === 'NOT');
}

function readAddedList(reader: Reader): readonly Clause[] {
  const parts = reader.group().parts();
  reader.expectEnd();
  return parts.map((part) => {
    const start = part.position;
    const element = readElement(part);
    return { kind: 'add', element, text: `ADD ${part.textFrom(start)}`, ifNotExists: false };
  });
}

function readDropped(reader: Reader): Clause {
  reader.expect('DROP');
  if (reader.take('PRIMARY', 'KEY'))
    return { kind: 'drop', object: 'index', name: 'PRIMARY', ifExists: false };
  if (reader.keyword() === 'PARTITION' || reader.keyword() === 'SYSTEM') return unknown;
  const object = readObject(reader);
  const ifExists = reader.take('IF', 'EXISTS');
  const name = reader.name();
  reader.takeOne('RESTRICT', 'CASCADE');
  reader.expectEnd();
  return { kind: 'drop', object, name, ifExists };
}

function readObject(reader: Reader): DroppedObject {
  if (reader.take('FOREIGN', 'KEY')) return 'foreign key';
  if (reader.takeOne('INDEX', 'KEY') !== undefined) return 'index';
  if (reader.take('CHECK')) return 'check';
  if (reader.take('CONSTRAINT')) return 'constraint';
  reader.take('COLUMN');
  return 'column';
}

function readModify(reader: Reader): Clause {
  const start = reader.position;
  reader.expect('MODIFY');
  reader.take('COLUMN');
  reader.take('IF', 'EXISTS');
  const column = reader.name();
  reader.rest();
  return { kind: 'set', text: reader.textFrom(start), column };
}

function readChange(reader: Reader): Clause {
  reader.expect('CHANGE');
  reader.take('COLUMN');
  if (reader.take('IF', 'EXISTS')) return unknown;
  const from = reader.name();
  const definition = reader.position;
  const to = reader.name();
  reader.rest();
  return { kind: 'change', from, to, text: `MODIFY COLUMN ${reader.textFrom(definition)}` };
}

function readRename(reader: Reader): Clause {
  reader.expect('RENAME');
  const object = reader.takeOne('COLUMN', 'INDEX', 'KEY');
  if (object === undefined) {
    reader.takeOne('TO', 'AS', '=');
    const to = reader.objectName();
    reader.expectEnd();
    return { kind: 'rename table', to };
  }
  if (reader.take('IF', 'EXISTS')) return unknown;
  const from = reader.name();
  reader.expect('TO');
  const to = reader.name();
  reader.expectEnd();
  return { kind: 'rename', object: object === 'COLUMN' ? 'column' : 'index', from, to };
}

function readAlter(reader: Reader): Clause {
  const start = reader.position;
  reader.expect('ALTER');
  if (reader.keyword() === 'CHECK' || reader.keyword() === 'CONSTRAINT') {
    reader.skip();
    const name = reader.name();
    const enforced = !reader.take('NOT');
    reader.expect('ENFORCED');
    return { kind: 'enforce', name, enforced };
  }
  if (reader.takeOne('INDEX', 'KEY') !== undefined) {
    reader.rest();
    return { kind: 'set', text: reader.textFrom(start) };
  }
  reader.take('COLUMN');
  const column = reader.name();
  reader.rest();
  return { kind: 'set', text: reader.textFrom(start), column };
}

/** Options of a table whose effect SHOW CREATE TABLE prints. */
const visibleOptions = new Set(
  'ENGINE COMMENT DEFAULT CHARSET CHARACTER COLLATE ROW_FORMAT KEY_BLOCK_SIZE STATS_PERSISTENT STATS_AUTO_RECALC STATS_SAMPLE_PAGES MAX_ROWS MIN_ROWS AVG_ROW_LENGTH CHECKSUM PACK_KEYS DELAY_KEY_WRITE'.split(
    ' ',
  ),
);

/** Several may stand side by side without commas. */
function readOptions(reader: Reader): readonly Clause[] {
  if (reader.take('AUTO_INCREMENT')) {
    reader.take('=');
    const value = reader.name();
    return [{ kind: 'auto_increment', value }, ...(reader.atEnd ? [] : readOptions(reader))];
  }
  const start = reader.position;
  while (!reader.atEnd && reader.keyword() !== 'AUTO_INCREMENT') {
    if (!visibleOptions.has(reader.keyword())) throw new NotUnderstood('an option');
    reader.take('DEFAULT');
    if (!reader.take('CHARACTER', 'SET')) reader.skip();
    reader.take('=');
    reader.value();
  }
  const text = reader.textFrom(start);
  if (text === '') throw new NotUnderstood('no option');
  return [{ kind: 'set', text }, ...(reader.atEnd ? [] : readOptions(reader))];
}
