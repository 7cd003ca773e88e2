import type { Table } from '../../catalog/model.ts';
import type { FindingDetail, Priority, ServiceFacts } from '../model.ts';

/** What a rule says of one service, without its name. */
export type Found = { readonly priority: Priority } & FindingDetail;

/** A question to the facts of one service. */
export type Rule = (facts: ServiceFacts) => readonly Found[];

/** A rule that looks at one table after the other. */
export function eachTable(find: (table: Table, facts: ServiceFacts) => readonly Found[]): Rule {
  return (facts) => facts.catalog?.tables.flatMap((table) => find(table, facts)) ?? [];
}
