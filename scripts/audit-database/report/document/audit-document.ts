import type { Audit } from '../../model.ts';
import type { liveText } from '../live-text.ts';
import { commands } from '../markdown.ts';
import { foreignKeysSection, personalDataSection, tablesSection, usesSection } from './schema-sections.ts';
import {
  accountsSection,
  findingsSection,
  migrationsSection,
  overviewSection,
  recommendationsSection,
  risksSection,
} from './state-sections.ts';

/**
 * The whole report as Markdown. The same bytes from MySQL and MariaDB, without dates, versions or sizes of a server.
 *
 * @param live what {@link liveText} tells of the databases that were looked at; absent for the document of the
 *   repository
 */
export function auditDocument(audit: Audit, live?: ReturnType<typeof liveText>): string {
  const parts = [
    '# Database layer: comprehensive audit report',
    live ?? intro,
    overviewSection(audit),
    findingsSection(audit),
    risksSection(audit),
    recommendationsSection(audit),
    tablesSection(audit),
    foreignKeysSection(audit),
    usesSection(audit),
    personalDataSection(audit),
    accountsSection(audit),
    migrationsSection(audit),
  ];
  return `${parts.join('\n\n')}\n`;
}

const intro = [
  "Written by the program from the schemas that the migrations make on a private server, the sources and the service map; a test compares it, and both kinds of server give the same. Every section stands in the output of the first command; the second audits the databases that the services' `.env` name, with sizes, versions and the settings of the server. Exit code 1 when something is of priority 1 or could not be looked at. In one page: [executive summary](DATABASE_AUDIT_EXECUTIVE_SUMMARY.md).",
  commands(
    'npm run audit:database -- --fresh --output audit.md',
    'npm run audit:database',
    'npm run docs:write -- --only AUDIT # this document and its summary',
  ),
].join('\n\n');
