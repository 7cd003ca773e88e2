/** `docs/configuration.md`, written from the tables of settings. */
import { ignoredFamilies, ignoredSettings, type IgnoredSetting } from '../src/config/ignored-settings.ts';
import { settings, type AnySetting } from '../src/config/settings.ts';
import { callbackEvents } from '../src/callback-event.ts';
import { defaultText, settingText } from '../src/report/help.ts';

export function configurationPage(): string {
  const own = Object.entries<AnySetting>(settings);
  const foreign = [...Object.entries(ignoredSettings), ...families()];
  return (
    [
      '# Configuration',
      intro,
      '## Honoured',
      'As in Flyway, defaults included.',
      table(['setting', 'default', 'what it does'], own.filter(([, each]) => !each.extension).map(honoured)),
      families_,
      '## Of this engine only',
      'Flyway refuses them in a file; in the environment it passes over them.',
      table(['setting', 'default', 'what it does'], own.filter(([, each]) => each.extension).map(honoured)),
      "## Of Flyway's paid editions, and others that are warned of",
      'They have no effect, and a warning says so. The default, where there is one, is accepted without a word.',
      ignored(foreign, 'warn'),
      '## Refused',
      'Going on without them would do something else than was asked.',
      ignored(foreign, 'refuse'),
      '## Without a meaning here',
      'Accepted without a word.',
      ignored(foreign, 'silent'),
      details,
      '## Callbacks',
      `\`<event>.sql\` or \`<event>__<note>.sql\` in the locations: ${callbackEvents.map(code).join(', ')}. \`beforeConnect\` and \`afterConnect\` do not run: Flyway never calls them on MySQL and MariaDB.`,
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

const code = (text: string) => `\`${text}\``;

const intro = `Every setting of Flyway 11.8.2, and what becomes of it. Anything else is an error that names the nearest known setting. This page is written from the tables in the source; \`npx vitest run shared/migrate/test/configuration-page.test.ts -u\` writes it anew.

A setting \`table\` stands in \`flyway.toml\` below \`[flyway]\`, in a \`.conf\` file as \`flyway.table=\`, in the environment as \`FLYWAY_TABLE\`, on the command line as \`-table=\`, and in the API as \`{ table }\`. Later ones win: defaults, files in their order, environment, command line. What this engine answers otherwise than Flyway stands in [flyway-differences.md](flyway-differences.md).`;

const families_ =
  '`placeholders.<name>` gives values of placeholders, `jdbcProperties.<name>` parameters of the connection that are not in the URL.';

const details = `## Files

Read are \`flyway.toml\` and \`flyway.user.toml\`, or \`flyway.conf\`, of the working directory; then those of \`FLYWAY_CONFIG_FILES\`; then those of \`-configFiles=\`. The first place that names files decides for TOML or \`.conf\` (the flag, then the variable, then the working directory, where TOML wins); both kinds in one place are refused. \`-\` is standard input. Flyway also reads its installation and the home directory; here a run does not depend on whose machine it is.

\`.conf\` files are UTF-8 unless \`-configFileEncoding=\` or \`FLYWAY_CONFIG_FILE_ENCODING\` says otherwise; \`\${NAME}\` is replaced from the environment, and an unset one is an error. A variable that ends in \`PASSWORD\` may stand in a file (\`DB_PASSWORD_FILE\`) or come from a command (\`DB_PASSWORD_COMMAND\`) instead: see [secrets.md](secrets.md#command-lines).

In TOML the connection belongs to an environment. \`-environment=\`, \`flyway.environment\` or \`FLYWAY_ENVIRONMENT\` chooses it (the last is not read by Flyway, which knows \`flyway_environment\`); otherwise it is \`default\`.

\`\`\`toml
[environments.default]
url = "jdbc:mysql://127.0.0.1:3306/shop"
user = "shop"
password = "\${env.DB_PASSWORD}"

[environments.prod]
url = "jdbc:mysql://db.example.com/shop"
user = "shop"
password = "\${env.DB_PASSWORD}"

[environments.prod.flyway]
cleanDisabled = true

[flyway]
locations = ["filesystem:migrations"]

[flyway.placeholders]
owner = "shop"
\`\`\`

An environment holds \`url\`, \`user\`, \`password\`, \`schemas\`, \`connectRetries\`, \`connectRetriesInterval\`, \`initSql\`, \`jdbcProperties\`, and below \`flyway\` settings that win over everything else in this environment, flags included. It can be written as \`-environments.prod.url=\` (which wins over \`-url=\`) and \`environments_prod_url\` as well. In URL, user, password and jdbcProperties, \`\${env.NAME}\` and \`\${placeholder.name}\` are replaced; \`$\${…}\` stands for \`\${…}\`, and \`!{…}\` for what is in it. Lists are arrays.

## Beside a script

\`V3__x.sql.conf\` may hold \`executeInTransaction\`, \`placeholderReplacement\`, \`encoding\` and \`shouldExecute\` (\`true\` or \`false\`; Flyway has it in its paid editions, with expressions).

## Where the same setting does more, or less

- \`group\`: a migration with DDL is committed by itself. Flyway leaves it to MySQL to commit in the middle of the group; when a later migration fails, tables stay and their rows of the history are gone.
- \`skipDefaultCallbacks\`, \`callbackLocations\` (of Flyway 13): only SQL files are callbacks.
- \`encoding\`: every character set that iconv-lite decodes.
- \`outputQueryResults\`: an empty result says \`No rows returned\` in full.`;

function honoured([name, setting]: readonly [string, AnySetting]): string[] {
  const text = defaultText(setting.default);
  return [code(name), text === '' ? '' : code(text), settingText(setting)];
}

function families(): (readonly [string, IgnoredSetting])[] {
  return Object.entries(ignoredFamilies).map(([name, setting]) => [`${name}*`, setting] as const);
}

function ignored(all: readonly (readonly [string, IgnoredSetting])[], kind: IgnoredSetting['kind']): string {
  const rows = all
    .filter(([, setting]) => setting.kind === kind)
    .map(([name, { default: fallback = '', reason }]) => [
      code(name),
      fallback === '' ? '' : code(fallback),
      reason,
    ]);
  return table(['setting', 'default', ''], rows);
}

/** Aligned, as the formatter has it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [titles = [], ...body] = cells;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
