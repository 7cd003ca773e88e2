import type { CommandName } from './arguments.ts';

/** The help text of one command, or of the whole program. */
export function helpText(command: CommandName): string {
  return command === 'help' ? overview : `${texts[command]}\n\n${options(command)}`;
}

const overview = `dev-database: a private MySQL or MariaDB server for this repository

  dev-database <command> [options]

  start    start the server; find, fetch and initialise it first where needed
  stop     end the server; its data stays
  status   show what runs, where, since when
  shell    an SQL prompt as the administrator
  reset    delete all data of the server and start afresh
  help     this text, or that of one command

Its files live in .nilecare/ at the root of the repository. Where DB_HOST or DB_PORT names another
server, start only checks that one. NILECARE_MYSQLD names a server program to use.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 (status) not running, 130 interrupted.
'dev-database <command> --help' shows the options.`;

const texts: Readonly<Record<Exclude<CommandName, 'help'>, string>> = {
  start: `dev-database start [--server mariadb|mysql] [--port N] [--offline] [--root DIR] [--json]

Starts the private server; one that runs already is fine. Without an installed server program it fetches one and
says so. The port stays the same from start to start; when it is taken, the next free one is used and the services'
.env files that pointed here are corrected. Where DB_HOST or DB_PORT names another server, nothing is started: that
one is checked as DB_ADMIN_USER with DB_ADMIN_PASSWORD, with TLS as DB_SSL_MODE and DB_SSL_CA say.`,
  stop: `dev-database stop [--root DIR] [--json]

Ends the private server in an orderly way. Its data and port stay for the next start.`,
  status: `dev-database status [--root DIR] [--json]

Shows kind, version, port, socket, process, data directory, uptime and databases. Changes nothing.
Exit code 3 when the server does not run.`,
  shell: `dev-database shell [--root DIR]

Opens an SQL prompt as the administrator: the mariadb or mysql program where there is one, else a simple prompt.
Statements may also come through a pipe.`,
  reset: `dev-database reset [--confirm=reset] [--server mariadb|mysql] [--port N] [--offline] [--root DIR] [--json]

Stops the private server, deletes ALL its data, and starts a new one. Asks to type 'reset'; without a terminal
--confirm=reset is needed. Passwords and port stay; run 'npm run setup' afterwards to create the databases.`,
};

function options(command: CommandName): string {
  const lines = Object.entries(optionTexts).filter(([name]) =>
    texts[command as keyof typeof texts].includes(`[${name}`),
  );
  return lines.map(([name, text]) => `  ${name.padEnd(18)}${text}`).join('\n');
}

const optionTexts: Readonly<Record<string, string>> = {
  '--confirm=reset': 'do not ask',
  '--server': 'the kind of server; default: what is installed, MariaDB first',
  '--port': 'the port wanted; default: that of last time, else from 33306 on',
  '--offline': 'fetch nothing',
  '--root': 'the repository; default: found from the current folder upwards',
  '--json': 'print the result as JSON',
};
