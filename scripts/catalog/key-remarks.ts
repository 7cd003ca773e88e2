/**
 * The query that each index serves, as the remark behind it in a script says:
 * `KEY idx_orders_customer_id (customer_id),  -- orders of a customer`.
 *
 * @param scripts texts of migrations, oldest first; a later remark wins
 * @returns remarks by the name of the index
 */
export function keyRemarks(scripts: readonly string[]): ReadonlyMap<string, string> {
  const remarks = new Map<string, string>();
  for (const [, name = '', remark = ''] of scripts.flatMap((script) => [...script.matchAll(keyWithRemark)]))
    remarks.set(name, remark);
  return remarks;
}

const keyWithRemark = /\b(?:KEY|INDEX)\s+`?(\w+)`?\s*\([^\n]*?--\s+(.+?)\s*$/gm;
