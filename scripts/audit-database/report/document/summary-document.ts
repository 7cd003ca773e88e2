import { countOf, readServices, totalFigures } from '../../figures.ts';
import type { Audit } from '../../model.ts';
import { risksOf, timelineOf, worths } from '../judgement.ts';
import { table } from '../markdown.ts';
import { recommendationsOf } from './recommendations.ts';

/** The audit on one page: where it stands, the top risks, cost and benefit, what is due when. */
export function summaryDocument(audit: Audit): string {
  const parts = [
    '# Database audit: executive summary',
    'Written by the program (`npm run docs:write`) from the same audit as [the report](DATABASE_LAYER_COMPREHENSIVE_AUDIT_REPORT.md). Numbers are counted; cost, benefit and order are judgement.',
    '## Where we stand',
    standing(audit),
    '## Top risks',
    table(
      ['priority', 'risk', 'ground'],
      risksOf(audit)
        .slice(0, 5)
        .map(({ priority, title, ground }) => [priority, title, ground]),
    ),
    '## What to do first',
    recommendationsOf(audit)
      .slice(0, 5)
      .map(({ text }, index) => `${index + 1}. ${text}`)
      .join('\n'),
    '## Cost and benefit',
    table(
      ['step', 'cost', 'benefit'],
      worths.map(({ step, cost, benefit }) => [step, cost, benefit]),
    ),
    '## Timeline',
    table(['when', 'what'], timelineOf(audit)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function standing(audit: Audit): string {
  const figures = totalFigures(audit);
  const services = readServices(audit.services);
  const mapped = audit.services.filter((facts) => facts.mapped !== undefined);
  const accounts = [...audit.services.flatMap((facts) => facts.accounts ?? []), ...audit.sharedAccounts];
  const exact = accounts.filter(
    ({ missingGrants, extraGrants }) => missingGrants.length + extraGrants.length === 0,
  );
  const unindexed = audit.findings.filter(({ code }) => code === 'foreign-key-unindexed').length;
  const scripts = services.flatMap(({ migrations }) => migrations?.scripts ?? []);
  const versioned = scripts.filter(({ category }) => category === 'Versioned');
  return table(
    ['what', 'count'],
    [
      ['services of the map with a schema', `${services.length} of ${mapped.length}`],
      ['tables', figures.tables],
      ['indexes beside the primary keys', figures.indexes],
      ['foreign keys with an index', `${figures.foreignKeys - unindexed} of ${figures.foreignKeys}`],
      ['columns marked as personal data or health information', figures.personal + figures.health],
      [
        'versions with an undo file',
        `${versioned.filter(({ hasUndo }) => hasUndo).length} of ${versioned.length}`,
      ],
      ['accounts with exactly their grants', `${exact.length} of ${accounts.length}`],
      [
        'findings of priority 1, 2 and 3',
        ([1, 2, 3] as const).map((priority) => countOf(audit.findings, priority)).join(', '),
      ],
    ],
  );
}
