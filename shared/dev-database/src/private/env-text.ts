/** The variables of a `.env` text; quotes around a value and a leading `export` are left out. */
export function parseEnv(text: string): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = assignment.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = unquote(value.trim());
  }
  return variables;
}

/** The text with new values for these variables; all else stays as it is, variables it lacks are added if wanted. */
export function withVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
  missing: 'add' | 'leave-out',
): string {
  const left = new Map(Object.entries(variables));
  const lines = text.split('\n').map((line) => {
    const name = assignment.exec(line)?.[1];
    const value = name === undefined ? undefined : variables[name];
    if (name === undefined || value === undefined) return line;
    left.delete(name);
    return `${line.slice(0, line.indexOf('=') + 1)}${value}${line.endsWith('\r') ? '\r' : ''}`;
  });
  if (missing === 'leave-out' || left.size === 0) return lines.join('\n');
  const body = lines.join('\n');
  const added = [...left].map(([name, value]) => `${name}=${value}\n`).join('');
  return `${body}${body === '' || body.endsWith('\n') ? '' : '\n'}${added}`;
}

/** The text without the lines that set these variables. */
export function withoutVariables(text: string, names: readonly string[]): string {
  return text
    .split('\n')
    .filter((line) => !names.includes(assignment.exec(line)?.[1] ?? ''))
    .join('\n');
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)\r?$/;

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted?.[2] ?? value;
}
