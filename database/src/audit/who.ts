import type { Account } from '../model.ts';
import { allPrivileges, grantOption } from '../plan/grant.ts';
import type { Severity, Snapshot } from './model.ts';

/**
 * Who an account is: `internal` the server's own, which nobody logs in as · `service` a user of the map · `administrator`
 * root, and the account that does the audit · `other` somebody that the map does not know.
 */
export type Who = 'internal' | 'service' | 'administrator' | 'other';

const internalUsers = ['mysql.sys', 'mysql.session', 'mysql.infoschema', 'mariadb.sys', 'PUBLIC'];

/** Users of the map are judged as such even when one of them does the audit: a service is no administrator. */
export function whoIs({ user, host }: Account, snapshot: Pick<Snapshot, 'mapped' | 'reader'>): Who {
  if (internalUsers.includes(user)) return 'internal';
  if (snapshot.mapped.has(user)) return 'service';
  const isReader = user === snapshot.reader.user && host === snapshot.reader.host;
  return user === 'root' || isReader ? 'administrator' : 'other';
}

/** What an account of the map must not have is an error; what somebody unknown has is to be looked at. */
export function severityFor(who: Who): Severity {
  return who === 'service' ? 'error' : 'warning';
}

/** Whether connections of the account can come from this machine only. */
export function isLocal({ host }: Account): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host);
}

/** Whether an account may do everything: it holds each of the privileges that lead to all others. */
export function mayDoEverything({ user, host }: Account, { grants }: Pick<Snapshot, 'grants'>): boolean {
  if (grants.kind === 'unknown') return false;
  const held = grants.value
    .filter(
      ({ account, grant }) => account.user === user && account.host === host && grant.on.level === 'server',
    )
    .flatMap(({ grant }) => grant.privileges);
  const isAll = held.includes(allPrivileges) || (held.includes('SUPER') && held.includes('CREATE USER'));
  return isAll && held.includes(grantOption);
}
