import { checkNames } from '../../catalog/naming/check-names.ts';
import type { Found, Rule } from './rule.ts';

/** Names that are not what docs/DATABASE_NAMING_STANDARDS.md says. A table without a primary key has a finding of its own. */
export const names: Rule = ({ catalog }) => {
  const keyless =
    catalog?.tables.filter((table) => table.primaryKey.length === 0).map(({ name }) => name) ?? [];
  return (catalog ? checkNames(catalog) : [])
    .filter(({ code, table }) => code !== 'PRIMARY_KEY' || !keyless.includes(table))
    .map(({ code: rule, message: problem }): Found => ({ priority: 3, code: 'name', rule, problem }));
};
