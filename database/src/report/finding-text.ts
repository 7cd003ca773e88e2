import { pc } from './colors.ts';
import { usersCommand } from '../map/accounts.ts';
import type { Account } from '../model.ts';
import { describeAccount } from '../plan/describe-step.ts';
import type { Finding } from '../plan/plan.ts';
import { quoteAccount } from '../sql/quote.ts';

/** One line for a finding: what was found, and what to do. */
export function findingText(finding: Finding): string {
  const label = finding.severity === 'error' ? pc.red('error') : pc.yellow('warning');
  return `${label}: ${findingSentence(finding)}`;
}

/** The same without the label. */
export function findingSentence(finding: Finding): string {
  if (finding.code === 'other-collation')
    return `${finding.database} exists with collation ${finding.collation} and was left alone.`;
  if (finding.code === 'public-grant')
    return `every account has ${finding.grant} through PUBLIC. When that is not meant, revoke it FROM PUBLIC.`;
  const account = describeAccount(finding.account);
  switch (finding.code) {
    case 'password-differs':
      return (
        `${account} exists; its password differs from the secret (${finding.source}). ` +
        `Correct that, or set it on the server with: ${usersCommand(finding.account.user, '--rotate')}`
      );
    case 'password-expired':
      return expiredSentence(finding.account);
    case 'password-unknown':
      return `${account} exists; its password is not known here and was left alone.`;
    case 'weak-password':
      return (
        `the password of ${account} from ${finding.source} ${finding.weaknesses.join(' and ')}. ` +
        'Give a better one, or none, and a good one is generated.'
      );
    case 'locked':
      return (
        `${account} is locked. When that is not meant: ` +
        `ALTER USER ${quoteAccount(finding.account)} ACCOUNT UNLOCK`
      );
    case 'login-refused':
      return (
        `${account} was set up, but a login is refused (${finding.errno}). ` +
        'Another account may shadow it, or the server does not resolve names (--host=127.0.0.1).'
      );
    case 'extra-grant':
      return (
        `${account} has more than the map gives it: ${finding.grant}.${reachText(finding.reach)} ` +
        `To revoke it: ${usersCommand(finding.account.user, '--fix')}`
      );
    case 'other-host':
      return otherHostSentence(account, finding.wanted);
    case 'own-account':
      return (
        `${account} is the account that does this work; what it needs is not taken from it, nor its password changed. ` +
        'Name another administrator with DB_ADMIN_USER and DB_ADMIN_PASSWORD.'
      );
    case 'definer-rights':
      return (
        `${account} gets nothing but SELECT on the ${finding.object}, which works with its owner's rights. ` +
        'Make it SQL SECURITY INVOKER to have it granted.'
      );
    case 'unknown-table':
      return (
        `service-map.json calls ${finding.table} append-only for ${account}, but there is no such table. ` +
        'Migrate the database first, or correct the name.'
      );
  }
}

/** The same for `users` and `rotate`. Setting a password on the server ends its expiry, also when it is the same one. */
export function expiredSentence(account: Account): string {
  return (
    `the password of ${describeAccount(account)} has expired, so that its services are refused already. ` +
    `Set it anew with: ${usersCommand(account.user, '--rotate')}`
  );
}

function reachText(reach: 'as-named' | 'opens-others'): string {
  if (reach === 'as-named') return '';
  return ' DANGEROUS: an unescaped _ or % there stands for any character, so that it opens other databases too.';
}

function otherHostSentence(account: string, wanted: Account): string {
  return (
    `${account} exists beside ${describeAccount(wanted)}, with a password and grants of its own. ` +
    `When nothing uses it: ${usersCommand(wanted.user, '--fix')} --confirm=${account}`
  );
}
