/**
 * What people judge, in one place: risks that no rule sees, what the steps cost and bring, and their order. Every
 * number in it is counted by the audit.
 */
import { droppedByUndo, plannedServices, readServices, totalFigures } from '../figures.ts';
import type { Audit, Priority } from '../model.ts';
import { referenceColumns } from '../rules/missing-indexes.ts';
import { code, count, names } from './markdown.ts';

/** Something that may go wrong, which a schema alone does not show. */
export interface Risk {
  readonly priority: Priority;
  readonly title: string;
  /** What the audit counted, or what stands where. */
  readonly ground: string;
  readonly advice: string;
}

/** The risks, the most urgent first; one whose ground is not there is left out. */
export function risksOf(audit: Audit): readonly Risk[] {
  const figures = totalFigures(audit);
  const planned = plannedServices(audit.services);
  const drops = droppedByUndo(audit.services);
  const reader = audit.sharedAccounts.find(({ access }) => access === 'read');
  const queries = queriesInCode(audit);
  return [
    ...when(drops > 0, {
      priority: 1,
      title: 'Undo loses data',
      ground: `The undo files drop ${count(drops, 'table')}; what was in them is gone.`,
      advice:
        'Back up before any undo in production ([dry-run.md](dry-run.md): what it would run). Prefer a new version that repairs.',
    }),
    ...when(reader !== undefined && figures.personal + figures.health > 0, {
      priority: 2,
      title: 'One account reads all personal data',
      ground: `${code(reader?.user ?? '')} holds SELECT on every database: ${count(figures.personal, 'PII column')} and ${count(figures.health, 'PHI column')}.`,
      advice:
        'Give reports views without personal data, and lock the account that reads everything until one needs it.',
    }),
    ...when(
      audit.services.some(({ hasFolder }) => hasFolder),
      {
        priority: 2,
        title: 'A service that serves may also change its tables',
        ground:
          'DB_USER holds ALL PRIVILEGES on its database. The run-time account is an option ([accounts.md](accounts.md)).',
        advice: 'Serve with the run-time accounts: `./scripts/setup-phase1.sh --runtime`.',
      },
    ),
    ...when(figures.references > 0, {
      priority: 2,
      title: 'References that no server checks',
      ground: `${count(figures.references, 'column')} hold ids of rows elsewhere without a foreign key: ${referencesText(audit)}.`,
      advice:
        'Compare the references between services by a job that reads both sides, and report what points nowhere.',
    }),
    ...when(queries === 0, {
      priority: 3,
      title: 'Indexes are judged by the views alone',
      ground: 'The sources of the services send no query of their own yet.',
      advice: 'Audit again with the first queries; drop the indexes that none of them reads.',
    }),
    ...when(planned.length > 0, {
      priority: 3,
      title: 'Databases without a schema',
      ground: `${count(planned.length, 'database')} of the map are created with their accounts and hold nothing: ${names(planned.map(({ mapped }) => mapped?.database ?? ''))}.`,
      advice: 'Build them in the order of their priority in the map.',
    }),
  ];
}

/** The five that most tables have, and how many more there are. */
function referencesText(audit: Audit): string {
  const all = readServices(audit.services).flatMap(({ catalog }) => catalog.tables.flatMap(referenceColumns));
  const counted = [...new Set(all)].map((name) => [name, all.filter((one) => one === name).length] as const);
  const sorted = counted.toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
  const shown = sorted.slice(0, 5).map(([name, number]) => `${code(name)} in ${count(number, 'table')}`);
  const others = sorted.length - shown.length;
  return [...shown, ...(others > 0 ? [`and ${count(others, 'other name')}`] : [])].join(', ');
}

function when(isThere: boolean, risk: Risk): readonly Risk[] {
  return isThere ? [risk] : [];
}

function queriesInCode({ services }: Audit): number {
  return services.flatMap(({ uses }) => uses).filter(({ by }) => by.includes('.ts:')).length;
}

/** A step with what it takes and what it gives. */
export interface Worth {
  readonly step: string;
  readonly cost: string;
  readonly benefit: string;
}

/** Cost and benefit, without figures that nobody measured. */
export const worths: readonly Worth[] = [
  {
    step: 'Run-time accounts',
    cost: 'One run of the set-up and one restart of each service; a grant run after each migration that adds tables.',
    benefit: 'Whoever takes over a service can neither change a table nor rewrite the audit trail.',
  },
  {
    step: 'Reports through views',
    cost: 'One view for each report, in a repeatable migration.',
    benefit: 'Personal data leaves a database only where somebody decided so.',
  },
  {
    step: 'Back-up before each undo',
    cost: 'The time of one dump, and its storage.',
    benefit: 'An undo can itself be undone.',
  },
  {
    step: 'A job that compares references',
    cost: 'One job for each pair of services, with read rights on both.',
    benefit: 'An id that points nowhere is found by a report and not by a patient.',
  },
  {
    step: 'Findings of priority 3',
    cost: 'One version with its undo file for each table concerned.',
    benefit: 'Cheaper writes, and columns that say what they hold.',
  },
];

/** When what is due. The repository holds no dates, so neither does this. */
export function timelineOf(audit: Audit): readonly (readonly [when: string, what: string])[] {
  const now = readServices(audit.services).map(({ service }) => service);
  const later = plannedServices(audit.services).map(({ service }) => service);
  return [
    ['Done', `Phase 1 has its schemas, undo files and accounts: ${names(now)}.`],
    ['Before production', 'Everything of priority 1; run-time accounts; a back-up that was restored once.'],
    ['With the first release', 'Everything of priority 2.'],
    ['With the next version of each schema', 'Everything of priority 3.'],
    ...(later.length > 0
      ? [['Phase 2', `In the order of the map: ${names(later)}. Audit each before it goes live.`] as const]
      : []),
  ];
}
