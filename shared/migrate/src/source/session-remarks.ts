import type { Statement, Statements } from '../model.ts';
import { bareStatements, type BareStatement } from './bare-code.ts';
import type { ScriptRemark } from './script-remark.ts';

/**
 * Statements that reach beyond their script: that leave its schema, change the server, keep what follows out of the
 * binary log, or leave tables locked behind the script. They run, as with Flyway, which restores none of it but the
 * schema.
 *
 * @param schemas those that are configured
 */
export function sessionRemarks(statements: Statements, schemas: readonly string[]): readonly ScriptRemark[] {
  const own = new Set(schemas.map((schema) => schema.toLowerCase()));
  const suspects = bareStatements(statements, isSuspect);
  const remarks = suspects.flatMap((each) => remarkOn(each, own));
  const locked = leftLocked(suspects, statements);
  return locked ? [...remarks, locked] : remarks;
}

function isSuspect(statement: Statement): boolean {
  return statement.kind !== 'dml' && suspect.test(statement.text.slice(0, 1000));
}

const suspect = /\b(?:use|set|lock|flush|unlock)\b/i;

function remarkOn({ statement, code }: BareStatement, own: ReadonlySet<string>): readonly ScriptRemark[] {
  if (statement.kind === 'ddl') return [];
  const message = useOf(statement, code, own) ?? settingOf(code);
  return message === undefined ? [] : [warning(statement, message)];
}

/** Of a quoted name the bare code shows blanks. */
function useOf({ text }: Statement, code: string, own: ReadonlySet<string>): string | undefined {
  if (!/^\s*use\b/i.test(code)) return undefined;
  const name = /use\s*(?:`((?:[^`]|``)+)`|"([^"]+)"|([\w$\u0080-\uffff]+))\s*$/i.exec(text);
  const schema = (name?.[1]?.replaceAll('``', '`') ?? name?.[2] ?? name?.[3])?.trim();
  if (schema === undefined || own.has(schema.toLowerCase())) return undefined;
  return `USE ${schema} leaves the schema of this migration: what follows in this file works on ${schema}, whose own history does not know of it. The next file begins in this schema again.`;
}

function settingOf(code: string): string | undefined {
  if (!/^\s*(?:\/\*M?!\d*\s*)?set\b/i.test(code)) return undefined;
  const [, name] =
    /(?:\b(?:global|persist|persist_only)\s+|@@(?:global|persist|persist_only)\s*\.\s*)([\w$]+)/i.exec(
      code,
    ) ?? [];
  if (name !== undefined)
    return `SET GLOBAL ${name} changes the server for everybody; nothing sets it back, and another server that runs this file is changed too.`;
  if (/\bsql_log_bin\b\s*:?=\s*(?:0|off|false)\b/i.test(code))
    return 'SET sql_log_bin = 0 keeps what follows, the history included, out of the binary log until it is set again: replicas will not have it.';
  return undefined;
}

/** What is locked behind the last statement keeps the history from being written (1100, 1223). */
function leftLocked(suspects: readonly BareStatement[], statements: Statements): ScriptRemark | undefined {
  const last = suspects.findLast(({ code }) => locking.test(code));
  if (!last) return undefined;
  const isFreed = statements
    .slice(last.statement.number)
    .some((each) => each.kind === 'compound' || (each.kind === 'transaction' && freeing.test(each.text)));
  if (isFreed) return undefined;
  const what = /^\s*lock/i.test(last.code) ? 'LOCK TABLES' : 'FLUSH TABLES WITH READ LOCK';
  return warning(
    last.statement,
    `${what} is not ended by UNLOCK TABLES in this file: the server will then refuse to record it in the history.`,
  );
}

const locking =
  /^\s*(?:lock\s+tables?\b|flush\s+(?:\w+\s+)?tables?\b[\s\S]*\b(?:with\s+read\s+lock|for\s+export)\b)/i;
const freeing = /^\s*(?:unlock\s+tables?|start\s+transaction|begin)\b/i;

function warning({ line, column }: Statement, message: string): ScriptRemark {
  return { line, column, severity: 'warning', message };
}
