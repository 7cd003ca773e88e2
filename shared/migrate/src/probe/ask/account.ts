import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { AccountForm, AccountOption } from '../account-form.ts';
import type { Context } from './context.ts';
import type { Moment } from './moment.ts';
import { isPresent, type Sight } from './sight.ts';

type Accounts = Extract<AccountForm, { kind: 'create accounts' | 'drop accounts' }>;

/**
 * CREATE of several accounts: all or none on MySQL, one after the other on MariaDB. Passwords cannot be compared, so
 * that an account with options is known to be the statement's only when it was not there before.
 */
export function probeCreateAccounts(
  { session }: Pick<Context, 'session'>,
  { isRole, hasOptions }: Accounts,
  sights: readonly Sight[],
  moment: Moment,
): Finding {
  const there = sights.filter(isPresent).map(({ name }) => name);
  const left = sights.filter((sight) => !isPresent(sight)).map(({ name }) => name);
  if (there.length === 0) return notInEffect;
  const isKnown = (isRole && !hasOptions) || moment === 'appeared';
  if (!isKnown) return doubt('definition not comparable');
  if (left.length === 0) return inEffect;
  return session.server.kind === 'mysql' ? notInEffect : { verdict: 'partly', done: there, left };
}

/** DROP USER and DROP ROLE: all or none on MySQL, one after the other on MariaDB. */
export function probeDropAccounts({ session }: Pick<Context, 'session'>, sights: readonly Sight[]): Finding {
  const left = sights.filter(isPresent).map(({ name }) => name);
  const done = sights.filter((sight) => !isPresent(sight)).map(({ name }) => name);
  if (left.length === 0) return inEffect;
  if (done.length === 0 || session.server.kind === 'mysql') return notInEffect;
  return { verdict: 'partly', done, left };
}

type AlterAccounts = Extract<AccountForm, { kind: 'alter accounts' }>;

/** ALTER USER, as far as it says what the server shows. */
export function probeAlterAccounts({ options }: AlterAccounts, sights: readonly Sight[]): Finding {
  if (options === undefined) return doubt('form');
  if (!sights.every(isPresent)) return doubt('contradiction');
  const found = sights.map(({ definition }) =>
    options.every((option) => hasOption(definition ?? '', option)),
  );
  if (found.every(Boolean)) return inEffect;
  return found.some(Boolean) ? doubt('contradiction') : notInEffect;
}

/** MariaDB leaves out what is the default. */
function hasOption(shown: string, option: AccountOption): boolean {
  switch (option) {
    case 'ACCOUNT UNLOCK':
      return !shown.includes('ACCOUNT LOCK');
    case 'REQUIRE NONE':
      return shown.includes('REQUIRE NONE') || !shown.includes('REQUIRE ');
    default:
      return shown.includes(option);
  }
}

type RenameAccounts = Extract<AccountForm, { kind: 'rename accounts' }>;

/** RENAME USER: whether each account has its new name. */
export function probeRenameAccounts({ pairs }: RenameAccounts, sights: readonly Sight[]): Finding {
  const states = pairs.map((_, index) => {
    const [from, to] = [sights[2 * index], sights[2 * index + 1]].map((sight) => sight && isPresent(sight));
    if (from === to) return 'contradiction';
    return from ? 'before' : 'behind';
  });
  if (states.every((state) => state === 'behind')) return inEffect;
  return states.every((state) => state === 'before') ? notInEffect : doubt('contradiction');
}
