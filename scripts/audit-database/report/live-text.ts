import type { AuditReport } from '@nilecare/database';
import type { Catalog } from '../../catalog/model.ts';
import { readServices } from '../figures.ts';
import type { Audit } from '../model.ts';
import { code, commands, count, section, table } from './markdown.ts';

/**
 * What holds of the databases of one moment only: when and where, sizes, and the settings of the server.
 *
 * @param time of the look
 */
export function liveText(audit: Audit, time: Date): string {
  const services = readServices(audit.services);
  const servers = [...new Set(services.map(({ catalog }) => serverName(catalog.server)))];
  const rows = services.flatMap(({ catalog }) =>
    catalog.tables.map((one) => [
      code(`${catalog.database}.${one.name}`),
      one.rows,
      megabytes(one.dataBytes),
      megabytes(one.indexBytes),
    ]),
  );
  return [
    `Written by \`npm run audit:database\` on ${time.toISOString().slice(0, 16).replace('T', ' ')} UTC from ${servers.join(', ') || 'no server'}. Rows and sizes are estimates of the server.`,
    section('Sizes', table(['table', 'rows', 'data (MB)', 'indexes (MB)'], rows)),
    ...(audit.server
      ? [section('Settings of the server', commands('npx nilecare-db audit'), settingsText(audit.server))]
      : []),
  ].join('\n\n');
}

/** `MariaDB 10.11.19`. */
export function serverName({ kind, version }: Catalog['server']): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}

/** Bytes in millions, to one decimal. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** What the CIS benchmark finds; notes are only counted. */
function settingsText({ findings, benchmark }: AuditReport): string {
  const shown = findings.filter(({ severity }) => severity !== 'note');
  const notes = findings.length - shown.length;
  return [
    `Compared with the ${benchmark}: ${count(shown.length, 'error or warning', 'errors and warnings')}, ${count(notes, 'note')}.`,
    ...(shown.length > 0
      ? [
          table(
            ['severity', 'finding', 'remedy'],
            shown.map(({ severity, subject, found, remedy }) => [
              severity,
              `${subject} ${found}`,
              code(remedy),
            ]),
          ),
        ]
      : []),
  ].join('\n\n');
}
