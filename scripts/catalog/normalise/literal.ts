/** A text as SQL writes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * MySQL escapes whole clauses once more where information_schema shows them, `_utf8mb4\'a\'`, and takes each byte of a
 * text in them for a character of Latin-1: `ü` is `Ã¼` there, and itself in SHOW CREATE TABLE (MySQL 9.7).
 */
export function unescapeClause(clause: string): string {
  return clause
    .replace(/[\x80-\xff]+/g, decoded)
    .replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}

/** What is no UTF-8 is a name, which MySQL shows as it is. */
function decoded(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0', Z: '\x1a' };
