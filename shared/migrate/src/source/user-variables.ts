import type { Statements } from '../model.ts';
import { hasFeature } from './features.ts';

/**
 * Names of the user variables that statements may give a value, in lower case; those that a procedure sets are not
 * among them, unless its text is.
 */
export function assignedVariables(statements: Pick<Statements, 'flatMap'>): readonly string[] {
  const names = statements.flatMap((each) =>
    hasFeature(each, 'sets variables') ? variablesIn(each.text) : [],
  );
  return [...new Set(names)];
}

/** Names of the user variables that stand anywhere in the statements, in lower case, each as often as it stands there. */
export function variablesNamed(statements: Pick<Statements, 'flatMap'>): readonly string[] {
  return statements.flatMap((each) => (hasFeature(each, 'names variables') ? variablesIn(each.text) : []));
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
