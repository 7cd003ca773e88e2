import type { Statement } from '../model.ts';

/**
 * Names of the user variables that statements may give a value, in lower case; those that a procedure sets are not
 * among them, unless its text is.
 */
export function assignedVariables(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.filter(maySetVariables).flatMap(({ text }) => variablesIn(text)))];
}

/** Names of the user variables in a text, in lower case. */
export function variablesIn(text: string): readonly string[] {
  return [
    ...text.matchAll(/(?<![@\w`'"])@(?:`([^`]+)`|'([^']+)'|"([^"]+)"|([\w.$\u0080-\uffff]+))/g),
  ].flatMap((match) => {
    const name = match.slice(1).find(Boolean);
    // Longer ones are no variables (3061), but parts of a string.
    return name === undefined || name.length > 64 ? [] : [name.toLowerCase()];
  });
}

function maySetVariables({ kind, text }: Statement): boolean {
  if (kind === 'session' || kind === 'compound') return true;
  if (kind === 'ddl')
    return /\bcreate\b[\s\S]*?\b(?:procedure|function|trigger)\b/i.test(text.slice(0, 1000));
  return /:=|\binto\s+@|^\s*load\b/i.test(text);
}
