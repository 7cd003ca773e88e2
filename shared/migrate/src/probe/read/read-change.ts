import { tokenize } from '../../source/tokens.ts';
import type { Server } from '../../session.ts';
import type { Change, Form, ProgramKind } from '../change.ts';
import { readAlterAccounts, readCreateAccounts, readDropAccounts, readRenameAccounts } from './account.ts';
import { readAlterTable } from './alter-table.ts';
import { readDatabase, readDropDatabase } from './database.ts';
import { readGrant } from './grant.ts';
import { readAlterProgram, readDropProgram, readProgram } from './program.ts';
import { NotUnderstood, Reader } from './reader.ts';
import { readCreateIndex, readCreateTable, readDrop, readDropIndex, readRenameTables } from './table.ts';
import { readPrefix, readView } from './view.ts';

/** Under which circumstances a statement is, or was, sent. */
export interface Circumstances {
  /** Decides which conditional comments are code. */
  readonly server: Server;
  /**
   * The session's current schema when it was sent, which USE in a script changes, and DROP DATABASE takes away; names
   * without a schema are in it. Undefined when it is not known: such names are then not understood.
   */
  readonly schema: string | undefined;
  /** The session's `@@sql_mode`. */
  readonly sqlMode: string;
}

/**
 * What a statement would bring about. A pure function of its text; whatever it does not understand for certain is
 * `unknown`, of which {@link probe} cannot tell anything.
 */
export function readChange(statement: string, { server, schema, sqlMode }: Circumstances): Change {
  const reader = new Reader(tokenize(statement, server, sqlMode), schema);
  return { form: readForm(reader), sqlMode };
}

const unknown: Form = { kind: 'unknown' };

function readForm(reader: Reader): Form {
  try {
    return readKnown(reader);
  } catch (error) {
    if (error instanceof NotUnderstood) return unknown;
    throw error;
  }
}

function readKnown(reader: Reader): Form {
  const verb = reader.takeOne('CREATE', 'ALTER', 'DROP', 'RENAME', 'GRANT', 'REVOKE');
  switch (verb) {
    case 'CREATE':
      return readCreate(reader);
    case 'ALTER':
      return readAlter(reader);
    case 'DROP':
      return readDropped(reader);
    case 'RENAME':
      if (reader.take('USER')) return readRenameAccounts(reader);
      return reader.takeOne('TABLE', 'TABLES') ? readRenameTables(reader) : unknown;
    case 'GRANT':
    case 'REVOKE':
      return readGrant(reader, verb);
    default:
      return unknown;
  }
}

function readCreate(reader: Reader): Form {
  const prefix = readPrefix(reader);
  switch (reader.keyword()) {
    case 'TABLE':
      reader.skip();
      return readCreateTable(reader, prefix.orReplace);
    case 'INDEX':
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'SPATIAL':
      return readCreateIndex(reader, prefix.orReplace);
    case 'VIEW':
      reader.skip();
      return readView(reader, prefix, 'CREATE');
    case 'USER':
    case 'ROLE':
      return readCreateAccounts(reader, reader.takeOne('USER', 'ROLE') as 'USER' | 'ROLE', prefix.orReplace);
    case 'DATABASE':
    case 'SCHEMA':
      reader.skip();
      return readDatabase(reader, 'CREATE', prefix.orReplace);
    default: {
      const kind = readProgramKind(reader);
      return kind ? readProgram(reader, kind, prefix) : unknown;
    }
  }
}

function readAlter(reader: Reader): Form {
  const prefix = readPrefix(reader);
  reader.takeOne('ONLINE', 'IGNORE');
  if (reader.take('TABLE')) return readAlterTable(reader);
  if (reader.take('VIEW')) return readView(reader, prefix, 'ALTER');
  if (reader.take('USER')) return readAlterAccounts(reader);
  if (reader.takeOne('DATABASE', 'SCHEMA')) return readDatabase(reader, 'ALTER', false);
  const kind = readProgramKind(reader);
  return kind && kind !== 'trigger' ? readAlterProgram(reader, kind) : unknown;
}

function readDropped(reader: Reader): Form {
  if (reader.takeOne('TABLE', 'TABLES')) return readDrop(reader, 'table');
  if (reader.take('VIEW')) return readDrop(reader, 'view');
  if (reader.take('INDEX')) return readDropIndex(reader);
  if (reader.keyword() === 'USER' || reader.keyword() === 'ROLE')
    return readDropAccounts(reader, reader.takeOne('USER', 'ROLE') as 'USER' | 'ROLE');
  if (reader.takeOne('DATABASE', 'SCHEMA')) return readDropDatabase(reader);
  const kind = readProgramKind(reader);
  return kind ? readDropProgram(reader, kind) : unknown;
}

function readProgramKind(reader: Reader): ProgramKind | undefined {
  return programKinds.find((kind) => reader.take(kind.toUpperCase()));
}

const programKinds: readonly ProgramKind[] = ['procedure', 'function', 'trigger', 'event'];
