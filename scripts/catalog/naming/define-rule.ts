import type { Catalog } from '../model.ts';
import type { Found, NamingRule } from './rule.ts';

/** Makes a rule of what it is and a function that finds what breaks it. */
export function defineRule(
  rule: Omit<NamingRule, 'check'>,
  find: (catalog: Catalog) => readonly Found[],
): NamingRule {
  return { ...rule, check: (catalog) => find(catalog).map((found) => ({ code: rule.code, ...found })) };
}
