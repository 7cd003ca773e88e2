/** A statement as the mysql client must be given it, delimiter included. */
export function clientText(sql: string): string {
  const delimiter = delimiterFor(sql);
  const text = `${sql}${endsInLineComment(sql) ? '\n' : ''}${delimiter}`;
  return delimiter === ';' ? text : `DELIMITER ${delimiter}\n${text}\nDELIMITER ;`;
}

/**
 * What a statement asks of the client that runs it: with its defaults a client turns CRLF into LF and stops at NUL,
 * and some drop comments, which are part of a stored program's text.
 */
export interface ClientNeeds {
  readonly binaryMode: boolean;
  readonly comments: boolean;
  readonly localInfile: boolean;
  /** Bytes of the longest statement. */
  readonly packet: number;
}

/** The needs of all statements together. */
export function clientNeeds(statements: readonly string[]): ClientNeeds {
  const some = (pattern: RegExp) => statements.some((sql) => pattern.test(sql));
  return {
    binaryMode: some(/[\r\0]/),
    comments: statements.some((sql) => /\bcreate\b|\balter\b/i.test(sql) && /\/\*|--|#/.test(sql)),
    localInfile: some(/\bload\s+(?:data|xml)\b[\s\S]*?\blocal\b/i),
    packet: Math.max(0, ...statements.map((sql) => Buffer.byteLength(sql))),
  };
}

const delimiters = [';', '//', '$$', ';;', '~~', '||'] as const;

/** One that neither occurs in the text nor grows together with its end. */
function delimiterFor(sql: string): string {
  const fits = (delimiter: string) => !sql.includes(delimiter) && !sql.endsWith(delimiter.charAt(0));
  const known = delimiters.find(fits);
  if (known) return known;
  for (let number = 1; ; number++) {
    const made = `//END${number}//`;
    if (fits(made)) return made;
  }
}

function endsInLineComment(sql: string): boolean {
  return /#|--/.test(sql.slice(sql.lastIndexOf('\n') + 1));
}
