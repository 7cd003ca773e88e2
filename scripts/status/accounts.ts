import type { StatusRow } from '@nilecare/database';
import type { AccountStatus, Attention } from './model.ts';
import type { FoundAccounts } from './read-accounts.ts';
import type { FoundService } from './read-service.ts';

/** The accounts of one service; none where the administrator is one of another server than the service uses. */
export function accountsOf(found: FoundService, accounts: FoundAccounts): readonly StatusRow[] {
  if (accounts.kind !== 'seen' || isElsewhere(found, accounts)) return [];
  return accounts.rows.filter(({ service }) => service === found.service.name);
}

/** One account as the status shows it. */
export function accountStatus(row: StatusRow): AccountStatus {
  return {
    account: accountName(row),
    ...(row.service !== undefined && { service: row.service }),
    access: row.access,
    exists: row.account !== 'missing',
    login: row.login,
    missingGrants: row.missingGrants.length,
    extraGrants: row.extraGrants.length,
    isWell: accountAttention(row).length === 0,
  };
}

/** What a person has to see to of one account, and of the database that it owns. Pure. */
export function accountAttention(row: StatusRow): readonly Attention[] {
  return problemsOf(row).map(({ what, next }) => ({
    ...(row.service !== undefined && { service: row.service }),
    kind: 'accounts',
    what,
    next: [next],
  }));
}

/** Why the accounts, of all services or of some, are not known. */
export function unknownAccounts(
  found: readonly FoundService[],
  accounts: FoundAccounts,
): readonly Attention[] {
  if (accounts.kind === 'left-out') return [];
  if (accounts.kind === 'unknown')
    return [
      {
        kind: 'accounts',
        what: `The users could not be looked at. ${accounts.reason}`,
        next: ['Without an administrator, leave them out with: npm run status -- --no-users'],
      },
    ];
  return found
    .filter((service) => service.found.kind !== 'away' && isElsewhere(service, accounts))
    .map(({ service: { name }, address = '' }) => ({
      service: name,
      kind: 'accounts',
      what: `The users were not looked at: the service uses ${address}, the administrator is one of ${accounts.address}.`,
      next: [
        `Ask that server alone: DB_HOST, DB_PORT, DB_ADMIN_USER and DB_ADMIN_PASSWORD, and --service ${name}.`,
      ],
    }));
}

interface Problem {
  readonly what: string;
  readonly next: string;
}

function problemsOf(row: StatusRow): readonly Problem[] {
  const name = accountName(row);
  const service = row.service === undefined ? '' : ` --service ${row.service}`;
  const runtime = row.access === 'runtime' ? ' --runtime' : '';
  const users = `npx nilecare-db users${service}${runtime}`;
  const create = `Create what is missing with: npx nilecare-db create${service}`;
  if (row.databaseExists === false)
    return [{ what: `The database ${row.database ?? ''} does not exist.`, next: create }];
  if (row.account === 'missing') return [{ what: `The user ${name} does not exist.`, next: create }];
  return [
    ...passwordProblems(row, name, users),
    ...(row.missingGrants.length > 0
      ? [{ what: `${name} lacks ${shortList(row.missingGrants)}.`, next: `Grant it with: ${users}` }]
      : []),
    ...(row.extraGrants.length > 0
      ? [
          {
            what: `${name} has more than the map gives it: ${shortList(row.extraGrants)}.`,
            next: `Revoke it with: ${users} --fix`,
          },
        ]
      : []),
  ];
}

function passwordProblems(row: StatusRow, name: string, users: string): readonly Problem[] {
  if (row.account === 'locked')
    return [
      {
        what: `${name} is locked.`,
        next: 'When that is not meant: ALTER USER … ACCOUNT UNLOCK, as an administrator.',
      },
    ];
  if (row.account === 'no-password')
    return [{ what: `${name} has no usable password.`, next: `Set it with: ${users}` }];
  const again = `set it anew with: ${users} --rotate`;
  if (row.login === 'expired')
    return [{ what: `The password of ${name} has expired.`, next: `An administrator can ${again}` }];
  if (row.login === 'refused')
    return [
      {
        what: `${name} exists, but the known password is refused.`,
        next: `Correct it in the .env of the service, or ${again}`,
      },
    ];
  return [];
}

function shortList(grants: readonly string[]): string {
  return grants.length > 2
    ? `${grants.slice(0, 2).join(', ')} and ${grants.length - 2} more`
    : grants.join(', ');
}

function accountName({ user, host }: StatusRow): string {
  return `${user}@${host}`;
}

function isElsewhere({ address }: FoundService, accounts: FoundAccounts): boolean {
  if (accounts.kind !== 'seen' || address === undefined || !address.includes(':')) return false;
  return plainAddress(address) !== plainAddress(accounts.address);
}

/** The servers take these for the same machine. */
function plainAddress(address: string): string {
  return address.replace(/^(?:localhost|::1):/, '127.0.0.1:');
}
