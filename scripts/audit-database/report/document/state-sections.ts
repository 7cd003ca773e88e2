import type { StatusRow } from '@nilecare/database';
import { countOf, figuresOf } from '../../figures.ts';
import type { Audit, ServiceFacts } from '../../model.ts';
import { findingText } from '../finding-text.ts';
import { risksOf } from '../judgement.ts';
import { code, commands, count, section, table } from '../markdown.ts';
import { ruleTexts } from '../rule-text.ts';
import { recommendationsOf } from './recommendations.ts';

/** One line for each service. */
export function overviewSection(audit: Audit): string {
  return section(
    'Services',
    table(
      [
        'service',
        'database',
        'phase',
        'version',
        'tables',
        'columns',
        'indexes',
        'foreign keys',
        'checks',
        'views',
        'findings 1/2/3',
      ],
      audit.services.map((facts) => overviewRow(facts, audit)),
    ),
  );
}

function overviewRow(
  { service, mapped, catalog, migrations }: ServiceFacts,
  { findings }: Audit,
): readonly (string | number)[] {
  const own = findings.filter((finding) => finding.service === service);
  const figures = catalog && figuresOf(catalog);
  return [
    service,
    mapped ? code(mapped.database) : 'not in the map',
    mapped?.phase ?? '',
    migrations?.version ?? 'none',
    ...(figures
      ? [figures.tables, figures.columns, figures.indexes, figures.foreignKeys, figures.checks, figures.views]
      : Array<string>(6).fill('')),
    ([1, 2, 3] as const).map((priority) => countOf(own, priority)).join(' / '),
  ];
}

/** What was found, and how often each rule found something; a zero says that it looked. */
export function findingsSection({ findings }: Audit): string {
  const list = findings.map((finding) => [
    finding.priority,
    finding.service,
    findingText(finding),
    code(finding.code),
  ]);
  const asked = Object.entries(ruleTexts).map(([name, { asks }]) => [
    asks,
    code(name),
    findings.filter((finding) => finding.code === name).length,
  ]);
  return section(
    'Findings',
    'Priority 1 is to be repaired now, 2 before the next release, 3 with the next version of the schema.',
    list.length === 0 ? 'Nothing was found.' : table(['priority', 'service', 'finding', 'rule'], list),
    'What was asked, and how many answers were not as they should be:',
    table(['rule', 'code', 'findings'], asked),
  );
}

/** Every account of the map with what it may do. */
export function accountsSection(audit: Audit): string {
  const rows = [...audit.services.flatMap(({ accounts }) => accounts ?? []), ...audit.sharedAccounts];
  return section(
    'Accounts and grants',
    commands('npx nilecare-db status', 'npx nilecare-db users --dry-run # what would make them right'),
    'Each grant of each account of `database/service-map.json` is compared with the map, privilege by privilege ([accounts.md](accounts.md)); with `--fresh` the optional run-time accounts exist too. What the CIS benchmark finds wrong with a server is told by `npx nilecare-db audit`, and by this audit without `--fresh`.',
    table(
      ['account', 'database', 'may', 'login', 'missing grants', 'grants too many'],
      rows.map((row) => [
        code(row.user),
        row.database ? code(row.database) : 'all',
        accessText(row.access),
        row.login,
        row.missingGrants.length,
        row.extraGrants.length,
      ]),
    ),
  );
}

function accessText(access: StatusRow['access']): string {
  switch (access) {
    case 'all':
      return 'everything on it';
    case 'read':
      return 'SELECT';
    case 'runtime':
      return 'rows, no DDL';
  }
}

/** Every migration with its state and its way back. */
export function migrationsSection({ services }: Audit): string {
  const rows = services.flatMap(({ service, migrations }) =>
    (migrations?.scripts ?? []).map(({ script, state, category, hasUndo, undoDrops }) => [
      service,
      code(script),
      state,
      category === 'Versioned'
        ? hasUndo
          ? `drops ${count(undoDrops, 'table')}`
          : '**missing**'
        : 'runs again when changed',
    ]),
  );
  return section(
    'Migrations',
    commands('npm run migrate:info', 'npm run migrate:validate'),
    table(['service', 'script', 'state', 'undo'], rows),
  );
}

/** What may go wrong beyond the rules. */
export function risksSection(audit: Audit): string {
  return section(
    'Risks',
    table(
      ['priority', 'risk', 'ground', 'advice'],
      risksOf(audit).map(({ priority, title, ground, advice }) => [priority, title, ground, advice]),
    ),
  );
}

/** What is to be done, by priority. */
export function recommendationsSection(audit: Audit): string {
  return section(
    'Recommendations',
    table(
      ['priority', 'what to do', 'answers'],
      recommendationsOf(audit).map(({ priority, text, answers }) => [priority, text, answers]),
    ),
  );
}
