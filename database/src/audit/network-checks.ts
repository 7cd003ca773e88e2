import { describeAccount } from '../plan/describe-step.ts';
import { quoteAccount } from '../sql/quote.ts';
import type { Check, Severity, Snapshot } from './model.ts';
import { among, isOn, ofVariable, optionFile, setting, verdictOf } from './verdict.ts';
import { isLocal, severityFor, whoIs } from './who.ts';

/** Who can reach the server, and whether what he sends can be read on the way. */
export const networkChecks: readonly Check[] = [
  {
    code: 'tls-available',
    title: 'The server offers TLS.',
    numbers: { mysql: ['8.1'], mariadb: ['8.1'] },
    severity: 'error',
    decide: (snapshot) => {
      if (offersTls(snapshot)) return { outcome: 'passed' };
      const remedy = optionFile(snapshot, 'ssl_cert=…, ssl_key=… and ssl_ca=…');
      return verdictOf([
        { ...onlyNoted(snapshot), subject: 'TLS', found: 'is off: nobody can connect encrypted', remedy },
      ]);
    },
  },
  {
    code: 'secure-transport',
    title: 'The server refuses TCP connections without TLS.',
    numbers: { mysql: ['8.1'], mariadb: ['8.1'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'require_secure_transport', (value) => {
        if (isOn(value)) return undefined;
        const remedy = setting(snapshot, 'require_secure_transport', 'ON');
        return { ...onlyNoted(snapshot), found: 'is OFF: connections without TLS are taken', remedy };
      }),
  },
  {
    code: 'tls-versions',
    title: 'Only TLS 1.2 and newer are taken.',
    numbers: { mysql: ['2.15'], mariadb: ['2.10'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'tls_version', (value) => {
        const old = value.split(',').filter((version) => /^TLSv1(\.[01])?$/.test(version.trim()));
        if (old.length === 0) return undefined;
        return {
          found: `allows ${old.join(', ')}`,
          remedy: optionFile(snapshot, 'tls_version=TLSv1.2,TLSv1.3'),
        };
      }),
  },
  {
    code: 'bind-address',
    title: 'The server listens on chosen addresses.',
    numbers: { mysql: ['2.14'], mariadb: ['2.9'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'bind_address', (value) => {
        if (!['', '*', '0.0.0.0', '::'].includes(value) || isOn(snapshot.variables.get('skip_networking'))) {
          return undefined;
        }
        const found = `is "${value}": the server listens on every network of its machine`;
        return { found, remedy: optionFile(snapshot, 'bind_address=<address>') };
      }),
  },
  {
    code: 'remote-account-tls',
    title: 'Accounts for other machines must use TLS.',
    numbers: { mysql: ['8.2'], mariadb: ['8.2'] },
    severity: 'error',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        const isSafe = isLocal(account) || account.locked || account.tls !== '' || account.host === '';
        if (isSafe || isOn(snapshot.variables.get('require_secure_transport'))) return undefined;
        return {
          severity: severityFor(whoIs(account, snapshot)),
          subject: describeAccount(account),
          found: 'may connect from another machine without TLS',
          remedy: `ALTER USER ${quoteAccount(account)} REQUIRE SSL`,
        };
      }),
  },
  {
    code: 'connection-limit',
    title: 'One account cannot take every connection.',
    numbers: { mysql: ['8.3'], mariadb: ['8.3'] },
    severity: 'note',
    decide: (snapshot) =>
      ofVariable(snapshot, 'max_user_connections', (value) => {
        if (value !== '0') return undefined;
        const found = 'is 0: one account can take every connection and shut the others out';
        return { found, remedy: setting(snapshot, 'max_user_connections', '<number>') };
      }),
  },
];

function offersTls({ kind, variables }: Snapshot): boolean {
  if (kind === 'mariadb') return isOn(variables.get('have_ssl'));
  return variables.get('ssl_cert') !== '' && variables.get('tls_version') !== '';
}

/** On a server that only its own machine reaches, nobody sits on the way. */
function onlyNoted({ variables }: Snapshot): { readonly severity?: Severity } {
  const address = variables.get('bind_address') ?? '';
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(address);
  return isLoopback || isOn(variables.get('skip_networking')) ? { severity: 'note' } : {};
}
