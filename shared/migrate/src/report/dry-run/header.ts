import path from 'node:path';
import type { DryRun, FoundState } from '../../commands/dry-run.ts';
import { quoteName } from '../../history/sql.ts';
import type { ClientNeeds } from './client-text.ts';

/** The largest statement that clients send unless they are told otherwise: 16 MiB. */
const defaultPacket = 16 * 1024 * 1024;

/** What the script is, what it was made from and for, and how it is run; lines without `-- `. */
export function headerLines(
  dryRun: DryRun,
  needs: ClientNeeds,
  warnings: readonly string[],
): readonly string[] {
  const { command, generated, table, server, version, migrations } = dryRun;
  const product = server.kind === 'mariadb' ? 'MariaDB' : 'MySQL';
  return [
    `Dry run of ${command}, made by nilecare-migrate at ${generated.toISOString().replace(/\.\d+/, '')}`,
    '',
    `Schema:  ${quoteName(table.schema)}, at version ${version ?? '<< Empty Schema >>'}; history ${quoteName(table.table)}`,
    `Server:  ${product} ${server.version}`,
    `State:   ${describeFound(dryRun.found)}`,
    `Plan:    ${dryRun.planHash}`,
    "Files:   (with Flyway's checksums)",
    ...migrations.map(({ script, checksum }) => `  ${script} (${checksum})`),
    ...(migrations.length === 0 ? ['  none: nothing is pending'] : []),
    '',
    'Run it with the mysql or mariadb client, from a file and in one go:',
    `  mysql ${clientOptions(needs).join(' ')} --host=… --user=… --password < ${fileName(dryRun)}`,
    ...advice(dryRun, needs),
    ...warnings,
  ];
}

function describeFound(found: FoundState): string {
  switch (found.kind) {
    case 'no schema':
      return 'the schema does not exist';
    case 'no history':
      return found.schema === 'empty' ? 'the schema is empty' : 'the schema has objects and no history';
    case 'history':
      return `the history has ${found.rows} rows, the last of rank ${found.lastRank}`;
  }
}

function clientOptions({ binaryMode, comments, localInfile, packet }: ClientNeeds): readonly string[] {
  return [
    '--default-character-set=utf8mb4',
    '--skip-reconnect',
    ...(binaryMode ? ['--binary-mode'] : []),
    ...(comments ? ['--comments'] : []),
    ...(localInfile ? ['--local-infile=1'] : []),
    ...(packet > defaultPacket ? ['--max-allowed-packet=1G'] : []),
  ];
}

function advice({ command, table, installedBy }: DryRun, { localInfile }: ClientNeeds): readonly string[] {
  return [
    `It changes nothing and fails at once when ${quoteName(table.schema)} is no longer in that state, or while another`,
    'run holds the migration lock. It stops at the first error: never use --force, nor source, which goes on.',
    `As with ${command}, what was committed before an error stays, and no later file runs; unlike ${command}, no failed`,
    'row is written and no callback for errors runs. Repair by hand, then make a new dry run.',
    installedBy === undefined
      ? 'The history will name the account that runs it (installed_by).'
      : 'The history will name the configured installedBy.',
    'It may hold secrets: placeholders are replaced.',
    ...(localInfile
      ? ['LOAD DATA LOCAL reads files of the machine and folder in which the client runs.']
      : []),
  ];
}

function fileName({ output }: DryRun): string {
  return output === '-' ? 'script.sql' : path.basename(output);
}
