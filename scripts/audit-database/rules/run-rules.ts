import type { StatusRow } from '@nilecare/database';
import type { Finding, ServiceFacts } from '../model.ts';
import { foreignKeys } from './foreign-keys.ts';
import { unindexedFilters, unindexedForeignKeys, unindexedReferences } from './missing-indexes.ts';
import { names } from './names.ts';
import { unmarkedPersonalData } from './personal-data.ts';
import { redundantIndexes } from './redundant-indexes.ts';
import type { Rule } from './rule.ts';
import { accountFindings, accounts, knownServices, migrations, unread } from './services.ts';
import { appendOnlyTables, characterSets, columnTypes, definerRights, tableShape } from './tables.ts';

const rules: readonly Rule[] = [
  knownServices,
  unread,
  migrations,
  accounts,
  tableShape,
  characterSets,
  columnTypes,
  foreignKeys,
  unindexedForeignKeys,
  unindexedFilters,
  unindexedReferences,
  redundantIndexes,
  definerRights,
  appendOnlyTables,
  unmarkedPersonalData,
  names,
];

/** What belongs to no service alone stands under this name. */
export const allServices = 'all services';

/**
 * Asks every rule about every service, and about the accounts that belong to none alone. Sorted by priority; within
 * one, services and rules keep their order.
 */
export function runRules(
  services: readonly ServiceFacts[],
  sharedAccounts: readonly StatusRow[] = [],
): readonly Finding[] {
  const shared = sharedAccounts
    .flatMap(accountFindings)
    .map((found): Finding => ({ ...found, service: allServices }));
  const own = services.flatMap((facts) =>
    rules.flatMap((rule) => rule(facts)).map((found): Finding => ({ ...found, service: facts.service })),
  );
  return [...shared, ...own].toSorted((a, b) => a.priority - b.priority);
}
