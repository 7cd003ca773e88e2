import type { Form, ViewForm } from '../change.ts';
import { readExisting } from './table.ts';
import type { Reader } from './reader.ts';

/** What stands between CREATE, or ALTER, and the kind of the object. */
export interface Prefix {
  readonly orReplace: boolean;
  readonly definer: string | undefined;
  readonly algorithm: string;
  readonly security: 'DEFINER' | 'INVOKER';
}

/** Reads OR REPLACE, ALGORITHM, DEFINER and SQL SECURITY, in any number. */
export function readPrefix(reader: Reader): Prefix {
  let prefix: Prefix = { orReplace: false, definer: undefined, algorithm: 'UNDEFINED', security: 'DEFINER' };
  for (;;) {
    if (reader.take('OR', 'REPLACE')) prefix = { ...prefix, orReplace: true };
    else if (reader.take('ALGORITHM', '=')) prefix = { ...prefix, algorithm: reader.name().toUpperCase() };
    else if (reader.take('DEFINER', '=')) prefix = { ...prefix, definer: readDefiner(reader) };
    else if (reader.take('SQL', 'SECURITY'))
      prefix = { ...prefix, security: reader.name().toUpperCase() === 'INVOKER' ? 'INVOKER' : 'DEFINER' };
    else return prefix;
  }
}

function readDefiner(reader: Reader): string | undefined {
  const account = reader.account();
  return account && `${account.user}@${account.host}`;
}

/** CREATE VIEW and ALTER VIEW, from behind VIEW on. */
export function readView(reader: Reader, prefix: Prefix, verb: 'CREATE' | 'ALTER'): Form {
  const existing = verb === 'ALTER' ? 'replace' : readExisting(reader, prefix.orReplace);
  const view = reader.objectName();
  const columns = reader.keyword() === '(' ? readColumns(reader.group()) : undefined;
  reader.expect('AS');
  const from = reader.position;
  // CHECK is reserved: behind WITH it can only be of this option.
  while (!reader.atEnd && !startsCheckOption(reader)) reader.skip();
  const query = reader.textFrom(from);
  const checkOption = readCheckOption(reader);
  const { definer, algorithm, security } = prefix;
  const isAlter = verb === 'ALTER';
  return {
    kind: 'create view',
    view,
    existing,
    isAlter,
    columns,
    query,
    definer,
    algorithm,
    security,
    checkOption,
  };
}

function readColumns(reader: Reader): readonly string[] {
  return reader.list(() => reader.name());
}

function startsCheckOption(reader: Reader): boolean {
  return reader.keyword() === 'WITH' && [1, 2].some((offset) => reader.keyword(offset) === 'CHECK');
}

function readCheckOption(reader: Reader): ViewForm['checkOption'] {
  if (reader.atEnd) return 'NONE';
  reader.expect('WITH');
  return reader.takeOne('LOCAL', 'CASCADED') === 'LOCAL' ? 'LOCAL' : 'CASCADED';
}
