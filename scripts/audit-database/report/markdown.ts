/** A table; `|` in a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A section: heading and its parts. */
export function section(title: string, ...parts: readonly string[]): string {
  return [`## ${title}`, ...parts].join('\n\n');
}

/** Commands as a block that the check of the documents reads. */
export function commands(...lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** A list of names in code letters; `none` for no name. */
export function names(list: readonly string[]): string {
  return list.length === 0 ? 'none' : list.map(code).join(', ');
}

/** One name in code letters. */
export function code(name: string): string {
  return `\`${name}\``;
}

/** `1 table`, `2 tables`, `3 indexes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
