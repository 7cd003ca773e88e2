import type { Form, Program, ProgramKind, Properties, TriggerOrder } from '../change.ts';
import { readSchedule } from './schedule.ts';
import { readExisting } from './table.ts';
import type { Reader } from './reader.ts';
import type { Prefix } from './view.ts';

/** CREATE PROCEDURE, FUNCTION, TRIGGER or EVENT, from behind that word on. */
export function readProgram(reader: Reader, kind: ProgramKind, prefix: Prefix): Form {
  const existing = readExisting(reader, prefix.orReplace);
  const name = reader.objectName();
  const program: Program = {
    kind,
    definer: prefix.definer,
    returns: undefined,
    order: undefined,
    properties: {},
  };
  return { kind: 'create program', name, existing, program: { ...program, ...readBody(reader, kind) } };
}

/** DROP PROCEDURE, FUNCTION, TRIGGER or EVENT, from behind that word on. */
export function readDropProgram(reader: Reader, program: ProgramKind): Form {
  const ifExists = reader.take('IF', 'EXISTS');
  const name = reader.objectName();
  reader.expectEnd();
  return { kind: 'drop program', program, name, ifExists };
}

/** ALTER PROCEDURE, FUNCTION or EVENT, from behind that word on. */
export function readAlterProgram(reader: Reader, program: ProgramKind): Form {
  const name = reader.objectName();
  if (program === 'event') {
    // Another name is another event, of which nothing else needs to be said in the statement.
    const { body, ...schedule } = readSchedule(reader);
    const properties = body === undefined ? schedule : { ...schedule, body };
    return 'rename' in properties
      ? { kind: 'unknown' }
      : { kind: 'alter program', program, name, properties };
  }
  const properties = readCharacteristics(reader);
  reader.expectEnd();
  return { kind: 'alter program', program, name, properties };
}

type Body = Partial<Pick<Program, 'returns' | 'order'>> & Pick<Program, 'properties'>;

function readBody(reader: Reader, kind: ProgramKind): Body {
  switch (kind) {
    case 'procedure':
    case 'function':
      return readRoutine(reader, kind);
    case 'trigger':
      return readTrigger(reader);
    case 'event':
      return { properties: { ...eventDefaults, ...readSchedule(reader) } };
  }
}

const eventDefaults: Properties = { completion: 'NOT PRESERVE', status: 'ENABLE', comment: '' };

function readRoutine(reader: Reader, kind: 'procedure' | 'function'): Body {
  const parameters = reader.group().canonicalRest();
  const returns = kind === 'function' ? readReturns(reader) : undefined;
  const characteristics = readCharacteristics(reader);
  const properties = { ...routineDefaults, ...characteristics, parameters, body: reader.canonicalRest() };
  return { returns, properties };
}

const routineDefaults: Properties = {
  deterministic: 'NO',
  access: 'CONTAINS SQL',
  security: 'DEFINER',
  comment: '',
};

/** The type ends where a characteristic or the body begins. */
function readReturns(reader: Reader): string {
  reader.expect('RETURNS');
  const from = reader.position;
  do reader.skip();
  while (!reader.atEnd && !endsType(reader));
  return reader.textFrom(from);
}

const behindType = new Set(
  'COMMENT LANGUAGE NOT DETERMINISTIC CONTAINS NO READS MODIFIES SQL RETURN BEGIN IF CASE LOOP WHILE REPEAT'.split(
    ' ',
  ),
);

function endsType(reader: Reader): boolean {
  return behindType.has(reader.keyword());
}

function readCharacteristics(reader: Reader): Properties {
  let found: Properties = {};
  for (;;) {
    if (reader.take('COMMENT')) found = { ...found, comment: reader.string() };
    else if (reader.take('LANGUAGE', 'SQL')) found = { ...found };
    else if (reader.take('NOT', 'DETERMINISTIC')) found = { ...found, deterministic: 'NO' };
    else if (reader.take('DETERMINISTIC')) found = { ...found, deterministic: 'YES' };
    else if (reader.take('CONTAINS', 'SQL')) found = { ...found, access: 'CONTAINS SQL' };
    else if (reader.take('NO', 'SQL')) found = { ...found, access: 'NO SQL' };
    else if (reader.take('READS', 'SQL', 'DATA')) found = { ...found, access: 'READS SQL DATA' };
    else if (reader.take('MODIFIES', 'SQL', 'DATA')) found = { ...found, access: 'MODIFIES SQL DATA' };
    else if (reader.take('SQL', 'SECURITY')) found = { ...found, security: reader.name().toUpperCase() };
    else return found;
  }
}

function readTrigger(reader: Reader): Body {
  const timing = reader.name().toUpperCase();
  const from = reader.position;
  reader.skipTo('ON');
  const event = reader.canonicalFrom(from).toUpperCase();
  reader.expect('ON');
  const { schema, name } = reader.objectName();
  reader.expect('FOR', 'EACH', 'ROW');
  const side = reader.takeOne('FOLLOWS', 'PRECEDES') as TriggerOrder['side'] | undefined;
  const order = side && { side, other: reader.name() };
  const body = reader.canonicalRest();
  return { order, properties: { timing, event, table: JSON.stringify([schema, name]), body } };
}
