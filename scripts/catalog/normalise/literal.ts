/** A text as SQL writes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** MySQL escapes whole clauses once more where information_schema shows them: `_utf8mb4\'a\'`. */
export function unescapeClause(clause: string): string {
  return clause.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0', Z: '\x1a' };
