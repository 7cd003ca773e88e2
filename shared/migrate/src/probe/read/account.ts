import type { Account, AccountOption } from '../account-form.ts';
import type { Existing, Form } from '../change.ts';
import { NotUnderstood, type Reader } from './reader.ts';
import { readExisting } from './table.ts';

/** CREATE USER and CREATE ROLE, from behind that word on. */
export function readCreateAccounts(reader: Reader, object: 'USER' | 'ROLE', orReplace: boolean): Form {
  const existing = readExisting(reader, orReplace);
  const accounts: Account[] = [];
  let hasOptions = false;
  for (const part of reader.parts()) {
    accounts.push(readAccount(part));
    hasOptions ||= !part.atEnd;
  }
  return { kind: 'create accounts', accounts, isRole: object === 'ROLE', existing, hasOptions };
}

/** DROP USER and DROP ROLE, from behind that word on. */
export function readDropAccounts(reader: Reader, object: 'USER' | 'ROLE'): Form {
  const existing: Existing = reader.take('IF', 'EXISTS') ? 'keep' : 'refuse';
  const accounts = readAccounts(reader);
  reader.expectEnd();
  return { kind: 'drop accounts', accounts, isRole: object === 'ROLE', existing, hasOptions: false };
}

/** ALTER USER, from behind USER on. */
export function readAlterAccounts(reader: Reader): Form {
  if (reader.take('IF', 'EXISTS')) return { kind: 'unknown' };
  const accounts: Account[] = [];
  const options: AccountOption[] = [];
  let isComparable = true;
  for (const part of reader.parts()) {
    accounts.push(readAccount(part));
    while (isComparable && !part.atEnd) {
      const option = readOption(part);
      if (option === undefined) isComparable = false;
      else options.push(option);
    }
  }
  const hasOptions = isComparable && options.length > 0;
  return { kind: 'alter accounts', accounts, options: hasOptions ? options : undefined };
}

const comparable: readonly AccountOption[] = [
  'ACCOUNT LOCK',
  'ACCOUNT UNLOCK',
  'REQUIRE SSL',
  'REQUIRE X509',
  'REQUIRE NONE',
];

function readOption(reader: Reader): AccountOption | undefined {
  return comparable.find((option) => reader.take(...option.split(' ')));
}

/** RENAME USER, from behind USER on. */
export function readRenameAccounts(reader: Reader): Form {
  const pairs = reader.list(() => {
    const from = readAccount(reader);
    reader.expect('TO');
    return { from, to: readAccount(reader) };
  });
  reader.expectEnd();
  return { kind: 'rename accounts', pairs };
}

/** One or more accounts or roles. */
export function readAccounts(reader: Reader): readonly Account[] {
  return reader.list(() => readAccount(reader));
}

/** Who CURRENT_USER is, the text does not say. */
function readAccount(reader: Reader): Account {
  const account = reader.account();
  if (!account) throw new NotUnderstood('CURRENT_USER');
  return account;
}
