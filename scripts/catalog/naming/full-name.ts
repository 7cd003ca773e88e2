/** The longest name that MySQL and MariaDB take. */
export const longestName = 64;

/**
 * Whether a name is made of its prefix, the table and the columns. Where that would be longer than a name may be,
 * a word of the author's choice stands for the columns.
 */
export function isFullName(
  name: string,
  {
    prefix,
    table,
    columns,
  }: { readonly prefix: string; readonly table: string; readonly columns: readonly string[] },
): boolean {
  const full = fullName({ prefix, table, columns });
  return name === full || (full.length > longestName && name.startsWith(`${prefix}_${table}_`));
}

/** What the rule would have it be, too long or not. */
export function fullName({
  prefix,
  table,
  columns,
}: {
  readonly prefix: string;
  readonly table: string;
  readonly columns: readonly string[];
}): string {
  return [prefix, table, ...columns].join('_');
}
