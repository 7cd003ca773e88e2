/** A table of Markdown; prettier aligns it later. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Code in a sentence or a cell. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Text of others in a sentence or a cell: nothing in it is Markdown or HTML. */
export function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]#~&]/g, '\\$&').replaceAll('\n', ' ');
}

/** `1 table`, `2 tables`. */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}

/** Parts of a page, with an empty line between them; empty ones are left out. */
export function page(parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n')}\n`;
}

/** The sentence that tells how a page came to be. */
export function origin(path: string): string {
  return `This page is written by ${code(`npm run docs:write -- --only ${path}`)} from the live schemas, the same from MySQL and MariaDB; edited by hand, it fails a test.`;
}
