import type { Statement, Statements } from '../model.ts';
import type { Server, Session } from '../session.ts';
import { wordsIn } from '../source/code-words.ts';
import { tokenize } from '../source/tokens.ts';
import { lastingTables, reach, type LastingTable } from './reach.ts';
import { controlOf } from '../source/control.ts';

/** Work that was rolled back with its connection, but for what it did to this table. */
export interface LastingWork {
  readonly statement: Statement;
  readonly table: LastingTable;
}

/**
 * Looks among statements, of which nobody knows whether they ran, for one that may have changed a table without
 * transactions: its change stays when the rest is rolled back. Names tell, also those in triggers and functions; a table
 * that is only read counts too.
 *
 * @param schemas that the statements may mean when they name none
 * @returns the first one; undefined when all of it is rolled back
 * @throws QueryError | ConnectionError
 */
export async function lastingWork(
  session: Pick<Session, 'query' | 'server'>,
  statements: Statements,
  schemas: readonly string[],
): Promise<LastingWork | undefined> {
  if (!statements.some(mayWrite)) return undefined;
  const tables = await lastingTables(session);
  if (tables.length === 0) return undefined;
  const usual = new Set(schemas.map((schema) => schema.toLowerCase()));
  for (const statement of statements) {
    if (!mayWrite(statement)) continue;
    const { names } = await reach(session, [statement.text]);
    const table = tables.find(
      ({ schema, name }) =>
        names.has(name.toLowerCase()) && (usual.has(schema.toLowerCase()) || names.has(schema.toLowerCase())),
    );
    if (table) return { statement, table };
  }
  return undefined;
}

/** Schemas that the statements enter. */
export function enteredSchemas(statements: Statements, session: Pick<Session, 'server'>): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== 'session') return [];
    const { text } = statement;
    return /^\s*(?:\/\*[\s\S]*?\*\/\s*)*use\b/i.test(text) ? [...wordsIn(text, session.server)] : [];
  });
}

function mayWrite({ kind, text }: Statement): boolean {
  return kind === 'compound' || (kind === 'dml' && !/^[\s(]*(?:show|checksum|handler)\b/i.test(text));
}

/**
 * Whether statements certainly change nothing that lasts, so that it does not matter whether they ran: queries without
 * stored programs, temporary tables, SET.
 *
 * @throws QueryError | ConnectionError
 */
export async function leavesNothing(
  session: Pick<Session, 'query' | 'server'>,
  statements: Statements,
): Promise<boolean> {
  const working = statements.filter(({ kind, text }) => kind !== 'session' && !isHarmless(kind, text));
  if (working.some(({ kind, text }) => kind !== 'dml' || !isQuery(text, session.server))) return false;
  if (working.length === 0) return true;
  const { programs } = await reach(
    session,
    working.map(({ text }) => text),
  );
  return programs.every(({ kind }) => kind === 'view' || kind === 'trigger');
}

/** SAVEPOINT, LOCK TABLES and temporary tables. */
function isHarmless(kind: Statement['kind'], text: string): boolean {
  if (kind === 'dml')
    return /^\s*(?:create(?:\s+or\s+replace)?|drop)\s+temporary\b(?![\s\S]*\bselect\b)/i.test(text);
  return kind === 'transaction' && controlOf(text) !== 'xa';
}

/** A sequence counts, and a file is written. */
function isQuery(text: string, server: Server): boolean {
  const { tokens } = tokenize(text, server, '');
  const first = tokens.find(({ keyword }) => keyword !== '(')?.keyword ?? '';
  if (!['SELECT', 'TABLE', 'VALUES', 'WITH', 'SHOW', 'CHECKSUM', 'DO', 'HANDLER'].includes(first))
    return false;
  return !tokens.some(({ keyword }, index) => {
    const before = tokens[index - 1]?.keyword;
    if (keyword === 'UPDATE') return before !== 'FOR';
    if (keyword === 'NEXT') return tokens[index + 1]?.keyword === 'VALUE';
    return changing.has(keyword);
  });
}

const changing: ReadonlySet<string> = new Set('INSERT DELETE OUTFILE DUMPFILE NEXTVAL SETVAL'.split(' '));
