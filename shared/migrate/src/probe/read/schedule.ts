import type { Properties } from '../change.ts';
import { NotUnderstood, type Reader } from './reader.ts';

/**
 * Everything of CREATE EVENT and ALTER EVENT behind the name. Properties that are not written are missing, except that
 * a schedule is written as a whole.
 */
export function readSchedule(reader: Reader): Properties {
  let found: Properties = {};
  while (!reader.atEnd) {
    if (reader.take('ON', 'SCHEDULE')) found = { ...found, ...readTimes(reader) };
    else if (reader.take('ON', 'COMPLETION'))
      found = {
        ...found,
        completion: reader.take('NOT') ? (reader.skip(), 'NOT PRESERVE') : (reader.skip(), 'PRESERVE'),
      };
    else if (reader.take('RENAME', 'TO')) found = { ...found, rename: reader.objectName().name };
    else if (reader.take('ENABLE')) found = { ...found, status: 'ENABLE' };
    else if (reader.take('DISABLE')) found = { ...found, status: readDisabled(reader) };
    else if (reader.take('COMMENT')) found = { ...found, comment: reader.string() };
    else if (reader.take('DO')) found = { ...found, body: reader.canonicalRest() };
    else throw new NotUnderstood('a property of an event');
  }
  return found;
}

/** DISABLE ON SLAVE of old is printed in each server's own words. */
function readDisabled(reader: Reader): string {
  if (!reader.take('ON')) return 'DISABLE';
  reader.skip();
  return 'DISABLE ON REPLICA';
}

/** `starts` is missing when the server chooses it: the moment of creation. No end is an end too. */
function readTimes(reader: Reader): Properties {
  if (reader.take('AT')) return { at: readUntilProperty(reader) };
  reader.expect('EVERY');
  const every = readUntilProperty(reader).toUpperCase();
  const starts = reader.take('STARTS') ? { starts: readUntilProperty(reader) } : {};
  const ends = reader.take('ENDS') ? readUntilProperty(reader) : '';
  return { every, ...starts, ends };
}

function readUntilProperty(reader: Reader): string {
  const from = reader.position;
  reader.skipTo('STARTS', 'ENDS', 'ON', 'RENAME', 'ENABLE', 'DISABLE', 'COMMENT', 'DO');
  return reader.canonicalFrom(from);
}
