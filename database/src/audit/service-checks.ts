import type { Check } from './model.ts';
import { verdictOf } from './verdict.ts';
import { mayDoEverything } from './who.ts';

/** As whom the services log in. */
export const serviceChecks: readonly Check[] = [
  {
    code: 'administrator-in-use',
    title: 'No service logs in as root or another administrator.',
    numbers: { mysql: ['2.5', '5.1'], mariadb: ['2.4', '5.1'] },
    severity: 'error',
    decide: (snapshot) => {
      const administrators = ['root', ...fullAccounts(snapshot)];
      return verdictOf(
        snapshot.configured
          .filter(({ user }) => administrators.includes(user))
          .map(({ service, user, variable, file }) => ({
            subject: service,
            about: { service },
            found: `logs in as the administrator ${user} (${variable} in ${file})`,
            remedy: `set ${variable} to the user that service-map.json gives to ${service}; nilecare-db users makes it`,
          })),
      );
    },
  },
  {
    code: 'shared-user',
    title: 'No two services log in as the same user.',
    numbers: { mysql: ['2.5'], mariadb: ['2.4'] },
    severity: 'error',
    decide: ({ configured }) =>
      verdictOf(
        configured
          .filter(({ user, service }) =>
            configured.some((other) => other.user === user && other.service !== service),
          )
          .map(({ service, user, variable, file }) => ({
            subject: service,
            about: { service },
            found: `shares the user ${user} with another service (${variable} in ${file})`,
            remedy: `give ${service} the user that service-map.json names`,
          })),
      ),
  },
];

function fullAccounts(snapshot: Parameters<Check['decide']>[0]): readonly string[] {
  if (snapshot.accounts.kind === 'unknown') return [];
  return snapshot.accounts.value
    .filter((account) => mayDoEverything(account, snapshot))
    .map(({ user }) => user);
}
