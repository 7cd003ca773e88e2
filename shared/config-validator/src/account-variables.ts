import type { ServiceIdentity } from './configuration.ts';
import { credentialSource, exactly, identifier, secret, text } from './validators.ts';
import { optional, required } from './variable.ts';

const strong = 'In staging and production at least 15 characters, hard to guess, without names.';

/** The variables of the accounts that log in to the database. */
export function accountVariables({ service, user }: ServiceIdentity) {
  const section = 'Account of the database';
  return {
    DB_USER: required(user === undefined ? identifier : exactly(user, `the account of ${service}`), {
      section,
      about: `The account of ${service}, which owns its tables; no other is accepted.`,
      security: 'Never root.',
      example: user ?? '',
    }),
    DB_PASSWORD: optional(secret, {
      section,
      about: 'Password of DB_USER.',
      needs:
        'Required, or one of DB_PASSWORD_FILE, DB_PASSWORD_COMMAND and DB_PASSWORD_SOURCE in its place; not where DB_RUNTIME_USER serves and MIGRATE_ON_START is false.',
      security: strong,
      secret: true,
      example: '',
    }),
    DB_PASSWORD_COMMAND: commandFor('DB_USER', section),
    DB_PASSWORD_SOURCE: sourceFor('DB_USER', section),
    ...runtimeVariables(),
    ...administratorVariables(),
  };
}

function runtimeVariables() {
  const section = 'Account that serves';
  return {
    DB_RUNTIME_USER: optional(identifier, {
      section,
      about:
        'Account that may change rows but no tables. The service logs in as this one, and migrates as DB_USER.',
      security: 'Recommended in production.',
      defaultText: 'DB_USER serves',
    }),
    DB_RUNTIME_PASSWORD: optional(secret, {
      section,
      about:
        'Password of DB_RUNTIME_USER; _FILE, _COMMAND or _SOURCE may stand in its place as for DB_PASSWORD.',
      security: strong,
      secret: true,
    }),
    DB_RUNTIME_PASSWORD_COMMAND: commandFor('DB_RUNTIME_USER', section),
    DB_RUNTIME_PASSWORD_SOURCE: sourceFor('DB_RUNTIME_USER', section),
  };
}

function administratorVariables() {
  const section = 'Administrator of the database server';
  return {
    DB_ADMIN_USER: optional(text, {
      section,
      about:
        'May create databases and accounts; only db:create and db:drop use it. Together with its password.',
      security: 'Do not leave it where a service runs in production.',
    }),
    DB_ADMIN_PASSWORD: optional(secret, {
      section,
      about: 'Password of DB_ADMIN_USER.',
      security: strong,
      secret: true,
    }),
  };
}

function commandFor(user: string, section: string) {
  return optional(text, {
    section,
    about: `Command whose standard output is the password of ${user}.`,
    security: 'Its arguments are seen by every user of the machine.',
    hidden: true,
  });
}

function sourceFor(user: string, section: string) {
  return optional(credentialSource, {
    section,
    about:
      `Secret store with the password of ${user}: vault-kv:MOUNT/PATH#FIELD, vault-database:MOUNT/ROLE, ` +
      'aws-secretsmanager:NAME#FIELD or rds-iam.',
    security: 'rds-iam needs DB_SSL_MODE VERIFY_CA or VERIFY_IDENTITY.',
  });
}
