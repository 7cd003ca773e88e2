import type { GrantTarget } from '../account-form.ts';
import type { Form } from '../change.ts';
import { readAccounts } from './account.ts';
import { NotUnderstood, type Reader } from './reader.ts';

/** GRANT and REVOKE, of privileges and of roles, from behind that word on. */
export function readGrant(reader: Reader, verb: 'GRANT' | 'REVOKE'): Form {
  const start = reader.position;
  const preposition = verb === 'GRANT' ? 'TO' : 'FROM';
  reader.skipTo('ON', preposition);
  const isPrivileges = reader.keyword() === 'ON';
  reader.skip(start - reader.position);
  return isPrivileges ? readPrivileges(reader, verb, preposition) : readRoles(reader, verb, preposition);
}

function readPrivileges(reader: Reader, verb: 'GRANT' | 'REVOKE', preposition: 'TO' | 'FROM'): Form {
  const named = readPrivilegeNames(reader);
  reader.expect('ON');
  const on = readTarget(reader);
  reader.expect(preposition);
  const accounts = readAccounts(reader);
  const withOption = reader.take('WITH', 'GRANT', 'OPTION');
  reader.expectEnd();
  const privileges = withOption ? [...named, 'GRANT OPTION'] : named;
  return { kind: verb === 'GRANT' ? 'grant' : 'revoke', privileges, on, accounts };
}

/** Names in upper case, up to ON; a list of columns becomes one privilege for each column. */
export function readPrivilegeNames(reader: Reader): readonly string[] {
  return reader.list(() => readPrivilege(reader)).flat();
}

function readPrivilege(reader: Reader): readonly string[] {
  const from = reader.position;
  while (!reader.atEnd && !['(', ',', 'ON'].includes(reader.keyword())) reader.skip();
  const name = reader.canonicalFrom(from).toUpperCase();
  if (reader.keyword() !== '(') return [name === 'ALL' ? 'ALL PRIVILEGES' : name];
  const columns = reader.group();
  return columns.list(() => `${name} (${columns.name().toLowerCase()})`);
}

/** `*`, `*.*`, `db.*`, `db.t`, `t`, and routines. */
export function readTarget(reader: Reader): GrantTarget {
  const routine = reader.takeOne('TABLE', 'PROCEDURE', 'FUNCTION');
  const object = routine === 'PROCEDURE' || routine === 'FUNCTION' ? routine : 'TABLE';
  if (reader.take('*', '.', '*')) return { object, schema: '*', name: '*' };
  if (reader.keyword() === '*') throw new NotUnderstood('privileges on the current schema');
  if (reader.keyword(1) === '.' && reader.keyword(2) === '*') {
    const schema = reader.name();
    reader.skip(2);
    return { object, schema, name: '*' };
  }
  return { object, ...reader.objectName() };
}

/** WITH ADMIN OPTION is not compared. */
function readRoles(reader: Reader, verb: 'GRANT' | 'REVOKE', preposition: 'TO' | 'FROM'): Form {
  const roles = readAccounts(reader);
  reader.expect(preposition);
  const accounts = readAccounts(reader);
  reader.expectEnd();
  return { kind: verb === 'GRANT' ? 'grant roles' : 'revoke roles', roles, accounts };
}
