/**
 * What a script wrote into GITHUB_ENV or GITHUB_OUTPUT: lines `NAME=value`, and values of several lines between
 * `NAME<<WORD` and `WORD`.
 *
 * @throws Error naming a line that is neither, or a word that does not come
 */
export function readCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name, mark, rest = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`"${line}" is neither NAME=value nor NAME<<WORD`);
    if (mark === '=') {
      values[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`the value of ${name} does not end with ${rest}`);
    values[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}
