/**
 * A table as Flyway prints it: columns as wide as their longest text.
 *
 * @param empty the line of a table without rows
 */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  empty: string,
): string {
  const widths = columns.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length),
  );
  const last = widths.length - 1;
  const missing = rows.length > 0 ? 0 : empty.length - lineWidth(widths);
  if (last >= 0 && missing > 0) widths[last] = (widths[last] ?? 0) + missing;
  const border = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const body = rows.length > 0 ? rows.map(line) : [`| ${empty.padEnd(lineWidth(widths))} |`];
  return [border, line(columns), border, ...body, border].join('\n');
}

/** Between the first `| ` and the last ` |`. */
function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1));
}
