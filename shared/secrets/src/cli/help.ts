/** The help of the program. */
export const help = `nilecare-secrets: runs a program with the password of a database account

  nilecare-secrets exec [-envFile=.env] [-account=runtime] -- <program> [<word> …]

Reads the variables of a service (DB_HOST, DB_USER, …), gets the password from where they say (DB_PASSWORD_FILE,
DB_PASSWORD_COMMAND or DB_PASSWORD_SOURCE) and starts the program with DB_USER and DB_PASSWORD in its environment.
The password is in no argument, no file and no output. A lease of Vault is renewed while the program runs, and given
back when it has ended.

  -envFile=<file>    a file of variables; the environment wins over it
  -account=<which>   migrator (DB_USER, default) or runtime (DB_RUNTIME_USER)

  nilecare-secrets exec -- nilecare-migrate -configFiles=flyway.conf,flyway-prod.conf migrate

Exit code: that of the program; 128 and the number of the signal that ended it; 1 when there is no password, 2 for a
wrong command line.`;
