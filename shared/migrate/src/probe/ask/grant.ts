import { tokenize } from '../../source/tokens.ts';
import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { Account, AccountForm, GrantTarget } from '../account-form.ts';
import { readPrivilegeNames, readTarget } from '../read/grant.ts';
import { NotUnderstood, Reader } from '../read/reader.ts';
import type { Context } from './context.ts';
import { isPresent, type Sight } from './sight.ts';

type Grant = Extract<AccountForm, { kind: 'grant' | 'revoke' }>;
type RoleGrant = Extract<AccountForm, { kind: 'grant roles' | 'revoke roles' }>;

/** What SHOW GRANTS prints in one line. */
interface Granted {
  readonly privileges: ReadonlySet<string>;
  /** Undefined of a role. */
  readonly on: GrantTarget | undefined;
}

/**
 * GRANT and REVOKE of privileges: whether each account has all of them, or none. For one account it is all or nothing;
 * of several, MariaDB may have done some.
 */
export function probeGrant(context: Context, form: Grant, sights: readonly Sight[]): Finding {
  const states = sights.map((sight) => {
    if (!isPresent(sight)) return form.kind === 'revoke' ? undefined : false;
    const held = heldOn(context, form.on, sight);
    return form.kind === 'grant'
      ? form.privileges.every((privilege) => includes(held, privilege))
      : !form.privileges.some((privilege) => isLeft(held, privilege));
  });
  return combine(context, states, sights);
}

function includes(held: ReadonlySet<string>, privilege: string): boolean {
  if (held.has(privilege)) return true;
  return held.has('ALL PRIVILEGES') && privilege !== 'GRANT OPTION';
}

/** Of ALL PRIVILEGES something is left as long as any is. */
function isLeft(held: ReadonlySet<string>, privilege: string): boolean {
  if (privilege !== 'ALL PRIVILEGES') return includes(held, privilege);
  return [...held].some((each) => each !== 'USAGE' && each !== 'GRANT OPTION');
}

/** GRANT and REVOKE of roles. */
export function probeRoleGrant(context: Context, form: RoleGrant, sights: readonly Sight[]): Finding {
  const states = sights.map((sight) => {
    if (!isPresent(sight)) return form.kind === 'revoke roles' ? undefined : false;
    const roles = granted(context, sight)
      .filter(({ on }) => on === undefined)
      .flatMap(({ privileges }) => [...privileges]);
    const has = form.roles.map((role) => roles.includes(roleName(role)));
    return form.kind === 'grant roles' ? has.every(Boolean) : !has.some(Boolean);
  });
  return combine(context, states, sights);
}

function combine(
  { session }: Context,
  states: readonly (boolean | undefined)[],
  sights: readonly Sight[],
): Finding {
  if (states.includes(undefined)) return doubt('contradiction');
  if (states.every(Boolean)) return inEffect;
  if (!states.some(Boolean) || session.server.kind === 'mysql') return notInEffect;
  const names = (wanted: boolean) =>
    sights.filter((_, index) => states[index] === wanted).map(({ name }) => name);
  return { verdict: 'partly', done: names(true), left: names(false) };
}

/** All that is held on one target. */
function heldOn(context: Context, on: GrantTarget, sight: Sight): ReadonlySet<string> {
  const lines = granted(context, sight).filter((line) => line.on && sameTarget(line.on, on));
  return new Set(lines.flatMap(({ privileges }) => [...privileges]));
}

function sameTarget(a: GrantTarget, b: GrantTarget): boolean {
  return a.object === b.object && a.schema === b.schema && a.name === b.name;
}

function granted({ session }: Context, { definition }: Sight): readonly Granted[] {
  const texts = (JSON.parse(definition ?? '[]') as readonly (readonly string[])[]).flat();
  return texts.flatMap((text) => {
    const reader = new Reader(tokenize(text, session.server, ''), '');
    if (!reader.take('GRANT')) return [];
    try {
      return [readGranted(reader)];
    } catch (error) {
      if (error instanceof NotUnderstood) return [];
      throw error;
    }
  });
}

function readGranted(reader: Reader): Granted {
  const start = reader.position;
  reader.skipTo('ON', 'TO');
  const isRole = reader.keyword() === 'TO';
  reader.skip(start - reader.position);
  if (isRole) {
    const roles = reader.list(() => reader.account()).flatMap((role) => (role ? [roleName(role)] : []));
    return { privileges: new Set(roles), on: undefined };
  }
  const named = readPrivilegeNames(reader);
  reader.expect('ON');
  const on = readTarget(reader);
  const hasOption = /\bWITH GRANT OPTION\b/.test(reader.canonicalRest());
  return { privileges: new Set(hasOption ? [...named, 'GRANT OPTION'] : named), on };
}

function roleName({ user, host }: Account): string {
  return `${user}@${host}`;
}
