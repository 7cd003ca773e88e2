import type { Statements } from '../model.ts';
import type { Circumstances } from '../probe/read/read-change.ts';
import { tokenize } from '../source/tokens.ts';

/**
 * The current schema and the sql_mode that each statement of a script is sent under, as its USE and SET statements tell.
 * A mode that is computed is taken for the one before it, with the modes that the statement names.
 *
 * @returns one for each statement, in their order
 */
export function followSession(statements: Statements, start: Circumstances): readonly Circumstances[] {
  let now = start;
  return statements.flatMap((statement) => {
    const here = now;
    if (statement.kind === 'session') now = behind(statement.text, here);
    return here;
  });
}

function behind(text: string, before: Circumstances): Circumstances {
  const { tokens } = tokenize(text, before.server, before.sqlMode);
  const [first, second] = tokens;
  if (first?.keyword === 'USE' && second) return { ...before, schema: second.value };
  if (first?.keyword !== 'SET' || !/\bsql_mode\b/i.test(text)) return before;
  const value = /\bsql_mode\s*:?=\s*(?:'([^']*)'|"([^"]*)"|([A-Za-z_]+)\s*$)/i.exec(text);
  const literal = value?.[1] ?? value?.[2] ?? value?.[3];
  const mode = literal ?? [before.sqlMode, ...(text.match(readingModes) ?? [])].join(',');
  return { ...before, sqlMode: mode.replace(/\bANSI\b/i, 'ANSI_QUOTES') };
}

/** Modes by which a statement is read differently. */
const readingModes = /\b(?:ANSI_QUOTES|ANSI|NO_BACKSLASH_ESCAPES)\b/gi;
