/**
 * A text in lines of so many columns, broken at blanks; a word longer than a line is broken anywhere. Control characters,
 * with which a name could move the cursor of a terminal or change its colours, become U+FFFD.
 *
 * @param indent what each line but the first begins with
 */
export function wrapped(text: string, columns: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text)
    .split(' ')
    .flatMap((it) => pieces(it, columns - indent.length))) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The text without control characters. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\ufffd');
}

function pieces(word: string, columns: number): readonly string[] {
  if (word.length <= columns) return [word];
  return [word.slice(0, columns), ...pieces(word.slice(columns), columns)];
}
