/** A status as plain data, with every condition and with names that would break out of HTML if they could. */
import type { AccountStatus, Attention, MigrationStatus, PlatformStatus, ServiceStatus } from '../model.ts';

/** What a hostile description, script, user or reason looks like. */
export const hostile = '<script>alert("1")</script><img src=x onerror=alert(1)>\' onload=\'x&amp;';

const server = { kind: 'mariadb', version: '10.11.19' } as const;
const address = '127.0.0.1:3306';

/** The sample. */
export const sample: PlatformStatus = {
  takenAt: new Date('2026-11-26T01:20:00Z'),
  accountsSeen: 'seen',
  reader: account('readonly_service', undefined, { access: 'read' }),
  services: [
    service('auth-service', 'ok', '3', [
      run(1, '1', 'Initial auth schema', '2026-03-02T08:15:00Z', 1312),
      run(2, undefined, 'Create auth views', '2026-03-02T08:15:01Z', 48),
      run(3, '2', 'Add user locale', '2026-06-18T14:02:00Z', 210),
      run(4, '3', 'Add device trust', '2026-10-05T09:41:00Z', 92_500),
    ]),
    service('billing-service', 'pending', '2', [
      run(1, '1', 'Initial billing schema', '2026-03-02T08:15:00Z', 1540),
      run(2, undefined, 'Create billing views', '2026-03-02T08:15:02Z', 51),
      run(3, '2', 'Add payer', '2026-07-30T06:30:00Z', 1200),
      waiting('3', 'Add claims'),
    ]),
    service('payment-gateway-service', 'failed', '2', [
      run(1, '1', 'Initial payment schema', '2026-03-02T08:15:00Z', 1702),
      {
        ...run(2, '2', 'Split invoices', '2026-11-26T01:11:00Z', 830),
        condition: 'failed',
        state: 'Failed',
        progress: { committed: 5, total: 12 },
      },
    ]),
    service('laboratory-service', 'interrupted', '1', [
      run(1, '1', hostile, '2026-09-12T11:00:00Z', 640),
      { ...waiting('2', 'Add specimens'), condition: 'interrupted', progress: { committed: 2, total: 3 } },
    ]),
    service('facility-service', 'drift', '1', [
      { ...run(1, '1', 'Initial facility schema', '2026-04-20T07:00:00Z', 410), condition: 'drift' },
    ]),
    {
      name: 'medication-service',
      database: 'nilecare_medication',
      phase: 1,
      condition: 'away',
      address: '127.0.0.1:3307',
      version: null,
      migrations: [],
      accounts: [],
    },
    { ...service('inventory-service', 'planned', null, []), phase: 2 },
  ],
  attention: [
    attention(
      'away',
      'medication-service',
      'Unable to connect to 127.0.0.1:3307 as medication_service: connect ECONNREFUSED 127.0.0.1:3307',
      'No server listens there: start it, or correct host, port or socket.',
    ),
    attention(
      'failed',
      'payment-gateway-service',
      'V2__Split_invoices.sql failed at statement 6 of 12 (line 31); 5 committed.',
      'Fix the file, then: npm run migrate:resume -w payment-gateway-service',
    ),
    attention(
      'interrupted',
      'laboratory-service',
      'V2__Add_specimens.sql was interrupted behind statement 2 of 3; 2 committed. Go on with: npm run migrate:up -w laboratory-service',
    ),
    attention(
      'accounts',
      'laboratory-service',
      `laboratory_service@localhost has more than the map gives it: ${hostile}.`,
      'Revoke it with: npx nilecare-db users --service laboratory-service --fix',
    ),
    attention(
      'drift',
      'facility-service',
      'Migration checksum mismatch for migration version 1',
      '-> Applied to database : 983849762',
      '-> Resolved locally    : 1268558852',
    ),
    attention(
      'pending',
      'billing-service',
      'One migration is pending: V3__Add_claims.sql.',
      'Apply with: npm run migrate:up -w billing-service',
    ),
  ],
};

function service(
  name: string,
  condition: ServiceStatus['condition'],
  version: string | null,
  migrations: readonly MigrationStatus[],
): ServiceStatus {
  const short = name.split('-')[0] ?? name;
  const isOdd = short === 'laboratory';
  return {
    ...{ name, condition, version, migrations, address, server, phase: 1 },
    database: `nilecare_${short}`,
    accounts: [account(`${short}_service`, name, isOdd ? { extraGrants: 1, isWell: false } : {})],
  };
}

function account(user: string, service: string | undefined, other: Partial<AccountStatus>): AccountStatus {
  return {
    ...{
      account: `${user}@localhost`,
      access: 'all',
      exists: true,
      login: 'works',
      missingGrants: 0,
      extraGrants: 0,
      isWell: true,
    },
    ...(service !== undefined && { service }),
    ...other,
  };
}

function run(
  rank: number,
  version: string | undefined,
  description: string,
  at: string,
  milliseconds: number,
): MigrationStatus {
  return {
    ...waiting(version, description),
    ...{ state: 'Success', condition: 'ok' },
    applied: { rank, by: 'deploy', at: new Date(at), milliseconds },
  };
}

function waiting(version: string | undefined, description: string): MigrationStatus {
  const script = `${version === undefined ? 'R' : `V${version}`}__${description.replaceAll(' ', '_')}.sql`;
  return {
    ...(version !== undefined && { version }),
    description,
    script,
    state: 'Pending',
    condition: 'pending',
  };
}

function attention(
  kind: Attention['kind'],
  service: string,
  what: string,
  ...next: readonly string[]
): Attention {
  return { kind, service, what, next };
}
