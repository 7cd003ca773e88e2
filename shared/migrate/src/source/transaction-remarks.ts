import type { Statement, Statements } from '../model.ts';
import { bareCode } from './bare-code.ts';
import type { ScriptRemark } from './script-remark.ts';

/**
 * Transactions that a script opens itself and that a DDL statement commits before its COMMIT, so that a later ROLLBACK
 * or failure takes nothing of them back (MySQL 8.4 manual 15.3.3).
 */
export function transactionRemarks(statements: Statements): readonly ScriptRemark[] {
  const remarks: ScriptRemark[] = [];
  let opened: Statement | undefined;
  for (const statement of statements) {
    if (opened && statement.kind === 'ddl') {
      remarks.push(committedBy(statement, opened));
      opened = undefined;
    } else if (statement.kind === 'transaction') opened = openedBehind(statement, opened);
  }
  return remarks;
}

function committedBy(statement: Statement, opened: Statement): ScriptRemark {
  const { line, column } = statement;
  const message = `${firstWords(statement)} commits the transaction opened at line ${opened.line}: what stands between them cannot be rolled back any more.`;
  return { line, column, severity: 'warning', message };
}

/** The statement that opened what is open now. */
function openedBehind(statement: Statement, before: Statement | undefined): Statement | undefined {
  const code = bareCode(statement.text.slice(0, 1000)).trim();
  if (/^(?:begin|start\s+transaction)\b/i.test(code)) return statement;
  if (/^(?:commit|rollback)\b/i.test(code))
    return endsWith(code) === 'chain' ? statement : afterEnd(code, before);
  return before;
}

function endsWith(code: string): 'chain' | 'end' {
  return /\band\s+chain\b/i.test(code) ? 'chain' : 'end';
}

/** ROLLBACK TO SAVEPOINT ends nothing. */
function afterEnd(code: string, before: Statement | undefined): Statement | undefined {
  return /^rollback\s+(?:work\s+)?to\b/i.test(code) ? before : undefined;
}

/** `CREATE TABLE`, `ALTER TABLE`, as it is written. */
function firstWords({ text }: Statement): string {
  const words =
    bareCode(text.slice(0, 1000))
      .replaceAll(/\/\*M?!\d*/g, ' ')
      .match(/[\w$]+/g) ?? [];
  const isOne = /^(?:grant|revoke|truncate|flush)$/i.test(words[0] ?? '');
  return words
    .filter((each) => !/^(?:or|replace|definer|temporary)$/i.test(each))
    .slice(0, isOne ? 1 : 2)
    .join(' ')
    .toUpperCase();
}
