import type { Catalog } from '../model.ts';
import type { NamingFinding, NamingRule } from './rule.ts';
import { checkName } from './rules/check-name.ts';
import { constraintUnique } from './rules/constraint-unique.ts';
import { foreignKeyName } from './rules/foreign-key-name.ts';
import { indexName } from './rules/index-name.ts';
import { nameForm } from './rules/name-form.ts';
import { personName } from './rules/person-name.ts';
import { primaryKey } from './rules/primary-key.ts';
import { referenceName } from './rules/reference-name.ts';
import { tablePlural } from './rules/table-plural.ts';
import { timeName } from './rules/time-name.ts';
import { viewPrefix } from './rules/view-prefix.ts';

/** Every rule, in the order of the document. */
export const namingRules: readonly NamingRule[] = [
  nameForm,
  tablePlural,
  viewPrefix,
  primaryKey,
  referenceName,
  timeName,
  personName,
  indexName,
  foreignKeyName,
  checkName,
  constraintUnique,
];

/** What in a database is not named by the rules of docs/DATABASE_NAMING_STANDARDS.md; empty when all is well. */
export function checkNames(catalog: Catalog): readonly NamingFinding[] {
  return namingRules.flatMap(({ check }) => check(catalog));
}
