import Table from 'cli-table3';
import { countOf, figuresOf } from '../figures.ts';
import type { Audit, Finding, ServiceFacts } from '../model.ts';
import { byCode } from './by-code.ts';
import { findingText } from './finding-text.ts';
import { megabytes, serverName } from './live-text.ts';
import { count } from './markdown.ts';
import { ruleTexts } from './rule-text.ts';

/** What the program prints: a line for each service, the findings with what to do, and the counts. */
export function auditText(audit: Audit): string {
  return [
    servicesTable(audit),
    ...byCode(audit.findings).flatMap(groupLines),
    ...serverLines(audit),
    summaryLine(audit.findings),
  ].join('\n');
}

function servicesTable({ services, findings }: Audit): string {
  const drawn = new Table({
    head: [
      'service',
      'database',
      'server',
      'version',
      'tables',
      'indexes',
      'data MB',
      'index MB',
      'findings',
    ],
    style: { head: [], border: [] },
  });
  for (const facts of services) drawn.push(cellsOf(facts, findings));
  return drawn.toString();
}

function cellsOf(
  { service, mapped, hasFolder, catalog, migrations }: ServiceFacts,
  findings: readonly Finding[],
) {
  const own = findings.filter((finding) => finding.service === service);
  const state = hasFolder ? 'not read' : 'planned';
  const sum = (of: 'dataBytes' | 'indexBytes') =>
    megabytes(catalog?.tables.reduce((total, table) => total + table[of], 0) ?? 0);
  return [
    service,
    catalog?.database ?? mapped?.database ?? '',
    ...(catalog
      ? [
          serverName(catalog.server),
          migrations?.version ?? 'none',
          catalog.tables.length,
          figuresOf(catalog).indexes,
        ]
      : [state, '', '', '']),
    ...(catalog ? [sum('dataBytes'), sum('indexBytes')] : ['', '']),
    own.length,
  ];
}

function groupLines(group: readonly [Finding, ...Finding[]]): readonly string[] {
  const [{ priority, code }] = group;
  return [
    `priority ${priority}, ${code}:`,
    ...group.map((finding) => `    ${finding.service}: ${findingText(finding).replaceAll('\n', '\n      ')}`),
    `    -> ${ruleTexts[code].remedy}`,
  ];
}

function serverLines({ server }: Audit): readonly string[] {
  if (server === undefined) return [];
  const of = (severity: string) => server.findings.filter((finding) => finding.severity === severity).length;
  return [
    `Settings of the server: ${count(of('error'), 'error')}, ${count(of('warning'), 'warning')}, ${count(of('note'), 'note')}. They are told by: npx nilecare-db audit`,
  ];
}

function summaryLine(findings: readonly Finding[]): string {
  const [now, next, later] = ([1, 2, 3] as const).map((priority) => countOf(findings, priority));
  return `${count(findings.length, 'finding')}: ${now} of priority 1, ${next} of priority 2, ${later} of priority 3.`;
}
