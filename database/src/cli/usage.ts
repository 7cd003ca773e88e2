import type { CommandName } from './parse-arguments.ts';

/** The help of one command, or of the program. */
export function usageOf(command?: CommandName): string {
  return command === undefined ? overview : help[command];
}

const administrator = `
The administrator comes from DB_ADMIN_USER and DB_ADMIN_PASSWORD, or the file that DB_ADMIN_PASSWORD_FILE names, with
DB_HOST, DB_PORT, DB_SOCKET, DB_SSL_MODE and DB_SSL_CA of the environment; without them it is the private server's (npm
run db:start).`;

const passwords = `
A password comes from the user's variable (AUTH_SERVICE_DB_PASSWORD for auth_service), from DB_PASSWORD in the service's
.env, or is generated and kept in .nilecare/credentials.env. Only a hash of it is sent. A run-time account has
AUTH_SERVICE_RUNTIME_DB_PASSWORD and DB_RUNTIME_PASSWORD.`;

const planning = `
On a terminal the plan is shown first, and a question stands before everything that changes or ends what works now;
elsewhere the plan is carried out at once. What is given is given before anything is taken.`;

const serviceOption = `  --service <name>   this service's database and user only; may be repeated (default: all, and readonly_service)`;
const hostOption = `  --host <host>      where the accounts may connect from, such as 10.0.0.% (default: localhost)`;
const jsonOption = `  --json             print one JSON document`;
const runtimeOption = `  --runtime          each service's run-time account too (auth_service_runtime), with grants on the tables of now`;
const fixOption = `  --fix              revoke every grant that the map does not give
  --confirm=<list>   with --fix: accounts of the map's users at other hosts that may go, such as auth_service@%`;
const planOptions = `  --dry-run          show the plan and its SQL (hashes as ***) and change nothing
  --detailed-exitcode  with --dry-run: 2 when there is something to do
  --yes              ask nothing`;
const rotateOption = `  --rotate           give existing users whose password is another one the known (or a generated) one`;

const overview = `nilecare-db: the databases and users of all services, from database/service-map.json

  create    create databases, users and grants; what exists is left alone
  users     the same for users and grants only
  drop      drop a service's database and user
  status    compare the server with the map
  rotate    change passwords without an outage
  audit     what the CIS benchmark finds wrong with the server and its accounts
  hash      print the line that hands a password to create-service-users.sql
  write     write create-service-databases.sql and create-service-users.sql from the map
  help      this text; help <command>, or <command> --help, says more
  version   the version of this program
${administrator}
Exit code: 0 when all is well, 1 otherwise, 2 when a dry run with --detailed-exitcode found something to do.`;

const help: Readonly<Record<CommandName, string>> = {
  create: `nilecare-db create [--service <name>] [--host <host>] [--runtime] [--rotate] [--fix] [--dry-run] [--yes] [--json]

Creates the databases, users and grants that are missing. Run again it changes nothing.
${planning}

${[serviceOption, hostOption, runtimeOption, rotateOption, fixOption, planOptions, jsonOption].join('\n')}
${passwords}
${administrator}`,
  users: `nilecare-db users [--service <name>] [--host <host>] [--runtime] [--rotate] [--fix] [--dry-run] [--yes] [--json]

Creates the users and grants that are missing, and no database.
${planning}

${[serviceOption, hostOption, runtimeOption, rotateOption, fixOption, planOptions, jsonOption].join('\n')}
${passwords}
${administrator}`,
  drop: `nilecare-db drop [--service <name>] [--confirm=<database>[,…]] [--json]

Drops databases with everything in them, and their users at every host, run-time accounts too. On a terminal it asks for
each database's name; elsewhere --confirm names them, or nothing is dropped.

${serviceOption}
  --confirm=<list>   the databases that may go; -confirm= is the same
${jsonOption}
${administrator}`,
  status: `nilecare-db status [--service <name>] [--host <host>] [--json]

Shows which databases and users of the map exist, whether an account is locked, whether its password is the known one,
and whether it has its grants and no others. Changes nothing.

${[serviceOption, hostOption, jsonOption].join('\n')}
${administrator}`,
  rotate: `nilecare-db rotate <user> [<user> …] | --service <name> [--overlap=<time>] [--dry-run] [--json]
nilecare-db rotate --finish <user> [<user> …] | --service <name> [--dry-run] [--json]
nilecare-db rotate --status [<user> …] [--service <name>] [--json]

Changes the password of a user while its services run: the server takes the old and the new one, every place that holds
the password (DB_PASSWORD, DATABASE_URL or the file of DB_PASSWORD_FILE in the services' .env, .nilecare/credentials.env)
gets the new one, the services are reloaded, and --finish drops the old one. Killed at any point, it goes on where it was
when the same command is run again.

  --service <name>   the user of this service, and its <user>_runtime where that exists; may be repeated
  --overlap=<time>   wait so long (30s, 10m, 1h), then finish
  --finish           drop the old password; the services have been reloaded
  --status           how far the rotations are; changes nothing
  --dry-run          show the steps; change nothing
${jsonOption}

The new password is generated, or the one of the user's variable (AUTH_SERVICE_DB_PASSWORD). Needs CREATE USER and
SELECT ON \`mysql\`.*; MySQL 8.0.14 or newer, or MariaDB.
${administrator}`,
  audit: `nilecare-db audit [--service <name>] [--format=text|json|sarif] [--json]

Answers the recommendations of the CIS benchmarks for MySQL and MariaDB that SQL can answer, each with its number: accounts,
passwords, privileges, TLS, settings, logs, and as whom the services log in. Changes nothing. What cannot be read is "not
checked", never "passed". Exit code 1 when there is a finding of severity error.

  --service <name>   the accounts and database of this service, and the server as a whole; may be repeated
  --format=<format>  text, json, or sarif (SARIF 2.1.0)
${jsonOption}

Reading everything needs SELECT ON \`mysql\`.*, SHOW DATABASES and, for views and routines, SELECT on the databases.
${administrator}`,
  hash: `nilecare-db hash <user> [<user> …]

Prints, for each user, the SET statement that hands its password to create-service-users.sql:
  (nilecare-db hash auth_service; cat create-service-users.sql) | mysql

The password comes from the user's variable (AUTH_SERVICE_DB_PASSWORD), or is asked for on the terminal, or is read from
standard input, one line for each user. It is never an argument, because arguments can be seen by everybody.`,
  write: `nilecare-db write [--check] [--json]

Writes create-service-databases.sql and create-service-users.sql from service-map.json.

  --check            change nothing; exit code 1 when a file is not what the map says
${jsonOption}`,
  help: overview,
  version: `nilecare-db version

Prints the version of this program.`,
};
