import type { Action, Check, Element, ForeignKey, Index } from '../table-form.ts';
import { NotUnderstood, type Reader } from './reader.ts';

/**
 * One element of a table's definition, as it stands in CREATE TABLE, behind ADD in ALTER TABLE and in what
 * SHOW CREATE TABLE prints.
 *
 * @param reader of this element alone
 * @throws NotUnderstood
 */
export function readElement(reader: Reader): Element {
  if (reader.keyword() === 'PERIOD' && reader.keyword(1) === 'FOR')
    return { kind: 'other', text: reader.rest() };
  const start = reader.position;
  const constraint = reader.take('CONSTRAINT') ? { name: constraintName(reader) } : undefined;
  switch (reader.keyword()) {
    case 'CHECK':
      return readCheck(reader, constraint?.name);
    case 'FOREIGN':
      return readForeignKey(reader, constraint?.name);
    case 'PRIMARY':
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'SPATIAL':
    case 'KEY':
    case 'INDEX':
      return readIndex(reader, start, constraint?.name);
    default:
      if (constraint) throw new NotUnderstood('a constraint of another kind');
      return { kind: 'column', name: reader.name(), text: textFromStart(reader, start) };
  }
}

/** `CONSTRAINT CHECK (…)` leaves the name to the server. */
function constraintName(reader: Reader): string | undefined {
  return constraintKinds.has(reader.keyword()) ? undefined : reader.name();
}

const constraintKinds = new Set(['CHECK', 'FOREIGN', 'PRIMARY', 'UNIQUE']);

function readCheck(reader: Reader, name: string | undefined): Check {
  return { kind: 'check', name, text: reader.rest() };
}

function readIndex(reader: Reader, start: number, constraint: string | undefined): Index {
  const type = reader.takeOne('PRIMARY', 'UNIQUE', 'FULLTEXT', 'SPATIAL') ?? '';
  reader.takeOne('KEY', 'INDEX');
  const isNamed = reader.keyword() !== '(' && !(reader.keyword() === 'USING' && reader.keyword(2) === '(');
  const own = isNamed ? reader.name() : undefined;
  const name = type === 'PRIMARY' ? 'PRIMARY' : (own ?? constraint);
  const body = `${type} ${reader.canonicalRest()}`;
  return { kind: 'index', name, isFulltext: type === 'FULLTEXT', text: reader.textFrom(start), body };
}

function readForeignKey(reader: Reader, constraint: string | undefined): ForeignKey {
  reader.expect('FOREIGN', 'KEY');
  reader.take('IF', 'NOT', 'EXISTS');
  const own = reader.keyword() === '(' ? undefined : reader.name();
  const columns = readNames(reader.group());
  reader.expect('REFERENCES');
  const first = reader.name();
  const parent = reader.take('.')
    ? { schema: first, name: reader.name() }
    : { schema: undefined, name: first };
  const parentColumns = readNames(reader.group());
  if (reader.take('MATCH')) reader.skip();
  const actions = { DELETE: 'RESTRICT' as Action, UPDATE: 'RESTRICT' as Action };
  while (reader.take('ON')) {
    const event = reader.takeOne('DELETE', 'UPDATE') as 'DELETE' | 'UPDATE';
    actions[event] = readAction(reader);
  }
  reader.expectEnd();
  return {
    kind: 'foreign key',
    name: constraint ?? own,
    columns,
    parent,
    parentColumns,
    onDelete: actions.DELETE,
    onUpdate: actions.UPDATE,
  };
}

function readAction(reader: Reader): Action {
  if (reader.take('SET', 'NULL')) return 'SET NULL';
  if (reader.take('SET', 'DEFAULT')) return 'SET DEFAULT';
  if (reader.take('CASCADE')) return 'CASCADE';
  if (reader.take('NO', 'ACTION') || reader.take('RESTRICT')) return 'RESTRICT';
  throw new NotUnderstood('an action of a foreign key');
}

function readNames(reader: Reader): readonly string[] {
  const names = reader.list(() => reader.name());
  reader.expectEnd();
  return names;
}

function textFromStart(reader: Reader, start: number): string {
  reader.rest();
  return reader.textFrom(start);
}
