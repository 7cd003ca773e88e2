/** The parts of docs/environment.md that are no tables of variables. */

export const introText = `
# Environment

What a service reads from its environment. Each is checked before anything else: every problem is told at once, sorted, never with a value, and the service ends with exit code 1. This page is written from the specs of the services (\`src/utils/env-specs.ts\` and \`shared/config-validator\`); \`npx vitest run scripts/env/environment-page.test.ts -u\` writes it anew, \`npm run env:write\` the \`.env.example\` files.
`;

export const filesText = `
## Where variables come from

The first place that sets a variable wins, also when it sets it to nothing (\`DB_SOCKET=\` takes it away):

1. the process environment
2. \`.env.<NODE_ENV>.local\` in the folder of the service
3. \`.env.local\`
4. \`.env.<NODE_ENV>\`
5. \`.env\`, which \`npm run setup\` writes

\`NODE_ENV\` itself comes from the process environment, else from \`.env.local\` or \`.env\`. With \`NODE_ENV=test\` \`.env.local\` is not read, so that tests answer the same on every machine. In staging and production \`.env.local\` and \`.env\` are read only when they say \`NODE_ENV=staging\` or \`NODE_ENV=production\` themselves: a developer's file that came along fills no gaps there, and the refusal says that it was not read. \`NILECARE_ENV_FILES=false\` in the process environment turns the files off. \`nilecare-migrate\` reads the one file of its flag \`-envFile=.env\`, and \`migrate:prod\` none.

Files are in the format of Node's \`--env-file\`: \`NAME=value\`, \`#\` for comments, quotes around a value with blanks or \`#\`. What Node would leave out in silence is refused: text behind a closing quote, and what a \`#\` cuts off without a blank in front of it.
`;

export const secretsText = `
## Secrets

In place of any variable marked secret, NAME, \`NAME_FILE\` may name a file that it is read from; both at once are an error. The text is UTF-8 of at most 64 KiB, one line break at its end is not part of it. A file that all users of the machine can read or change is refused in staging and production, and warned of elsewhere; a group may read it. What a platform mounts for the one user of a container is accepted as it comes: Docker's files below \`/run/secrets\` (mode 0444) and those of a Kubernetes secret volume (0644).

The password of an account may also come from a command or a secret store: [secrets.md](secrets.md), with the variables of HashiCorp Vault and AWS.

A secret shows as \`***\` in JSON, in \`util.inspect\`, in tables and in messages. Of a \`DATABASE_URL\` or JSON that cannot be read the message tells the length or the place alone.
`;

export const rulesText = `
## What the environments demand

| | development, test | staging | production |
| --- | --- | --- | --- |
| \`DB_SSL_MODE\` when not set | \`PREFERRED\` | \`VERIFY_IDENTITY\` | \`VERIFY_IDENTITY\` |
| \`DISABLED\`, \`PREFERRED\` without a Unix socket | accepted | warning | error |
| \`REQUIRED\`, which checks no certificate | accepted | accepted | warning |
| password shorter than 15 characters | warning | error | error |
| password that is easy to guess (zxcvbn: fewer than 10^10 guesses) | warning for a few words | error | error |
| password with the name of the service, database, account or product | accepted | error | error |
| one password for two accounts | warning | error | error |
| \`DB_USER=root\` | warning | error | error |
| secret file open to all users | warning | error | error |
| \`DB_ADMIN_USER\` beside a service | accepted | accepted | warning |
| \`LOG_LEVEL\` \`debug\` or \`trace\` | accepted | accepted | warning |
| \`HOST=0.0.0.0\` | warning in development | accepted | accepted |

Of a password its first 72 characters are judged. One that was generated is told by its length and entropy. Passwords that come from a command or a store are not judged.
`;

export const unknownText = `
## Unknown variables

A variable that nothing reads is most likely misspelt: \`Unknown variable DB_PASSWROD. Did you mean DB_PASSWORD?\` refuses the environment. That holds for names that begin with \`DB_\` and for everything in a \`.env\` file; one that resembles nothing is a warning. In the process environment, which belongs to many programs, another name is only warned of, and only when it begins with the same word as a known variable that is not set (\`NODE_EVN\`). Variables of the migration tool, set-up, Vault, AWS, Node, npm and pm2 (\`FLYWAY_*\`, \`NILECARE_*\`, \`MIGRATION_*\`, \`*_DB_PASSWORD\`, \`VAULT_*\`, \`AWS_*\`, \`NODE_*\`, \`NPM_*\`, \`PM2_*\`, \`OTEL_*\`), and those that Docker and Kubernetes set for a server named \`db\`, belong to others.
`;

export const commandsText = `
## Commands

\`\`\`sh
npm run env:check            # every service, and between them: a database, user or port that two share; files that others can read
npm run env:check -- --show  # also every variable, its value (*** for a secret) and where it came from
npm run env:check -- --json  # for programs; exit code 1 when there is a problem
npm run env:write            # writes the .env.example files from the specs
\`\`\`

A new variable is one entry in the \`src/utils/env-specs.ts\` of its service, or in \`shared/config-validator/src/service-variables.ts\` when every service has it; then \`npm run env:write\`, and write this page anew.
`;
