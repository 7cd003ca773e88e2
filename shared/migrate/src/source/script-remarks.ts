import type { Statements } from '../model.ts';
import { oddCharacters } from './odd-characters.ts';
import type { ScriptRemark } from './script-remark.ts';
import { sessionRemarks } from './session-remarks.ts';
import { transactionRemarks } from './transaction-remarks.ts';

/**
 * All that is to be said of a script before anything of it is sent, by position.
 *
 * @param schemas those that are configured
 */
export function scriptRemarks(statements: Statements, schemas: readonly string[]): readonly ScriptRemark[] {
  return [
    ...oddCharacters(statements),
    ...sessionRemarks(statements, schemas),
    ...transactionRemarks(statements),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}
