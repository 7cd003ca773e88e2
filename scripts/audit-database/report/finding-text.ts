import type { AccountProblem, FindingDetail, Part } from '../model.ts';

/** The sentence of a finding, without its service: what, where. */
export function findingText(finding: FindingDetail): string {
  switch (finding.code) {
    case 'not-in-map':
      return 'The service has a folder in microservices and no entry in database/service-map.json.';
    case 'folder-missing':
      return 'The service is in phase 1 of database/service-map.json and has no folder in microservices.';
    case 'not-read':
      return `${partText(finding.part)} could not be read: ${finding.reason}`;
    case 'missing-rights':
      return `${finding.user} lacks ${finding.privileges.join(', ')} on the database, so that this audit may not have seen everything.`;
    case 'account':
      return accountText(finding.user, finding.problem);
    case 'grants':
      return grantsText(finding);
    case 'migration':
      return `${finding.script}: ${finding.problem}`;
    case 'undo-missing':
      return `${finding.script} has no undo file.`;
    case 'name':
      return finding.problem;
    default:
      return schemaText(finding);
  }
}

type SchemaFinding = Exclude<
  FindingDetail,
  {
    readonly code:
      | 'not-in-map'
      | 'folder-missing'
      | 'not-read'
      | 'missing-rights'
      | 'account'
      | 'grants'
      | 'migration'
      | 'undo-missing'
      | 'name';
  }
>;

function schemaText(finding: SchemaFinding): string {
  switch (finding.code) {
    case 'no-primary-key':
      return `${finding.table} has no primary key.`;
    case 'other-engine':
      return `${finding.table} is kept by ${finding.engine}, not InnoDB.`;
    case 'other-charset':
      return `${place(finding)} has the collation ${finding.collation}, which is neither of utf8mb4 nor of ascii.`;
    case 'many-indexes':
      return `${finding.table} has ${finding.count} indexes beside its primary key.`;
    case 'inexact-number':
      return `${place(finding)} is a floating-point number.`;
    case 'ends-2038':
      return `${place(finding)} is a TIMESTAMP, which ends in January 2038.`;
    case 'unmarked-personal-data':
      return `${place(finding)} sounds like personal data, and its comment begins with neither PII nor PHI.`;
    case 'append-only-missing':
      return `The map calls ${finding.table} append-only, and there is no such table.`;
    case 'definer-rights':
      return `The ${finding.object} works with its owner's rights (SQL SECURITY DEFINER).`;
    default:
      return keyText(finding);
  }
}

type KeyCode =
  | `foreign-key-${'unindexed' | 'not-unique' | 'acts' | 'leaves'}`
  | 'reference-unindexed'
  | 'filter-unindexed'
  | 'duplicate-index'
  | 'prefix-index'
  | 'implied-unique';

function keyText(finding: Extract<SchemaFinding, { readonly code: KeyCode }>): string {
  switch (finding.code) {
    case 'duplicate-index':
      return `${finding.index} of ${finding.table} has the columns of ${finding.by}.`;
    case 'prefix-index':
      return `${finding.index} of ${finding.table} is the beginning of ${finding.by}.`;
    case 'implied-unique':
      return `${finding.index} of ${finding.table} says nothing that ${finding.by} does not: its columns hold all of those.`;
    case 'foreign-key-unindexed':
      return `No index of ${finding.table} begins with the columns of ${finding.key}.`;
    case 'foreign-key-not-unique':
      return `${finding.key} of ${finding.table} points at columns that are not unique.`;
    case 'foreign-key-acts':
      return `${finding.key} of ${finding.table} acts by itself: ${finding.action}.`;
    case 'foreign-key-leaves':
      return `${finding.key} of ${finding.table} points into the database ${finding.database}.`;
    case 'reference-unindexed':
      return `${place(finding)} is named as a reference, no foreign key checks it and no index holds it.`;
    case 'filter-unindexed':
      return `${finding.usedBy} picks rows of ${finding.table} by ${finding.columns.join(', ')}, and no index begins with any of them.`;
  }
}

function place({ table, column }: { readonly table: string; readonly column?: string }): string {
  return column === undefined ? table : `${table}.${column}`;
}

function partText(part: Part): string {
  switch (part) {
    case 'configuration':
      return 'The configuration';
    case 'schema':
      return 'The schema';
    case 'migrations':
      return 'The state of the migrations';
    case 'accounts':
      return 'The accounts';
  }
}

function accountText(user: string, problem: AccountProblem): string {
  switch (problem) {
    case 'database-missing':
      return `The database of ${user} does not exist.`;
    case 'missing':
      return `The account ${user} does not exist.`;
    case 'no-password':
      return `The account ${user} has no password that works.`;
    case 'locked':
      return `The account ${user} is locked.`;
    case 'refused':
      return `The server refuses the known password of ${user}.`;
    case 'expired':
      return `The password of ${user} has expired.`;
  }
}

function grantsText({ user, missing, extra }: Extract<FindingDetail, { readonly code: 'grants' }>): string {
  const parts = [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`has more than the map gives: ${extra.join(', ')}`] : []),
  ];
  return `${user} ${parts.join(', and ')}.`;
}
