import { defaultHost, desiredAccounts } from '../map/accounts.ts';
import type { DesiredAccount, ServiceMap } from '../model.ts';
import { desiredGrants } from '../plan/desired-grants.ts';
import { quoteAccount, quoteText } from './quote.ts';
import { authentication, createDatabase, grant, noPassword } from './statements.ts';

/** Names of the two files that are written from the map, beside `service-map.json`. */
export const writtenFileNames = ['create-service-databases.sql', 'create-service-users.sql'] as const;

/** One of {@link writtenFileNames}. */
export type WrittenFileName = (typeof writtenFileNames)[number];

/**
 * The text of both files. Each runs unchanged on MySQL 8.0.17 to 9.7 and MariaDB 10.6 to 11 through the command-line
 * clients, may run again and again, and holds no password.
 */
export function writtenFiles(map: ServiceMap): Readonly<Record<WrittenFileName, string>> {
  return {
    'create-service-databases.sql': databasesFile(map),
    'create-service-users.sql': usersFile(map),
  };
}

/** The session variable that hands a password hash of one user to `create-service-users.sql`. */
export function hashVariable(user: string): string {
  return `@${user}_password_hash`;
}

function databasesFile(map: ServiceMap): string {
  const statements = map.services.map(
    (service) => `-- ${service.name}\n${createDatabase(service.database)};\n`,
  );
  return `-- The databases of all services. Written from service-map.json by "nilecare-db write"; change that instead.
-- Run as an administrator, as often as you like:  mysql < create-service-databases.sql

${statements.join('\n')}`;
}

function usersFile(map: ServiceMap): string {
  const sections = desiredAccounts(map).map(accountSection);
  return [usersHeader(map), ...sections, 'DEALLOCATE PREPARE nilecare_statement;\n'].join('\n');
}

function usersHeader(map: ServiceMap): string {
  const user = map.services[0]?.user ?? map.readonlyUser;
  return `-- The users of all services and their grants. Written from service-map.json by "nilecare-db write".
-- Run as an administrator, after create-service-databases.sql, as often as you like.
--
-- There is no password in here. A user comes into being locked and without a usable password:
--     mysql < create-service-users.sql
-- A session variable with the hash of a password sets that password and unlocks the user, also when it exists already:
--     (nilecare-db hash ${user}; cat create-service-users.sql) | mysql
-- "nilecare-db hash" asks for the password and prints  SET ${hashVariable(user)} = …;  for several users name
-- several. From the prompt of mysql: run that line, then  SOURCE create-service-users.sql
-- Users without such a variable keep the password and the lock that they have.
--
-- All are made for connections from ${defaultHost}; for others:  nilecare-db users --host=10.0.0.%
-- An underscore in the database of a GRANT is a wildcard, therefore it is escaped. A MySQL server that runs with
-- partial_revokes knows no wildcards there: use "nilecare-db users" for it, or leave the backslashes out.

SET @nilecare_mariadb = VERSION() LIKE '%MariaDB%';
SET @nilecare_identified = IF(@nilecare_mariadb,
  '${authentication('mariadb')} ',
  '${authentication('mysql')} ');
SET @nilecare_no_password = QUOTE(IF(@nilecare_mariadb,
  ${quoteText(noPassword('mariadb'))},
  ${quoteText(noPassword('mysql'))}));
SET @nilecare_hash_pattern = IF(@nilecare_mariadb, '^[*][0-9A-Fa-f]{40}$', '^0x[0-9A-Fa-f]{140}$');
`;
}

/** The statements with a hash are prepared from text, because neither server takes a variable in CREATE USER. */
function accountSection(account: DesiredAccount): string {
  const variable = hashVariable(account.user);
  const grants = desiredGrants(account, { patterns: 'wildcards', objects: [] });
  return `-- ${account.user}: ${describe(account)}
SET @nilecare_account = ${quoteText(quoteAccount(account))};
SET @nilecare_hash = ${variable};
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of ${variable} is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
${grants.map((it) => `${grant(it, account)};\n`).join('')}`;
}

function describe(account: DesiredAccount): string {
  switch (account.access) {
    case 'all':
      return `everything on ${account.databases.join(', ')}, nothing elsewhere`;
    case 'read':
      return 'SELECT on every database, nothing else';
    case 'runtime':
      return 'the rows of its tables, which only a migrated server knows';
  }
}
