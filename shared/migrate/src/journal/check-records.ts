import { QueryError } from '../errors.ts';
import { qualifiedName, type TableName } from '../history/sql.ts';
import { JournalTableError, type JournalProblem } from '../journal-errors.ts';
import { scriptStates } from './journal.ts';
import { formatIn, journalFormat, journalTable } from './sql.ts';

/** What stands beside each record that is read: the table as the server describes it. */
export interface TableFacts {
  readonly table_comment: string;
  /** Null of a view. */
  readonly table_engine: string | null;
  readonly table_collation: string | null;
}

/** Columns as they came, of whatever type the table has. */
type Stored = Readonly<Record<string, unknown>>;

/**
 * Looks whether the table is a journal that this version can work with, and whether its records make sense. A table that
 * nobody tampered with always does.
 *
 * @param rows one at least: a table without rows gives one of NULLs
 * @throws JournalTableError
 */
export function checkRecords(rows: readonly (TableFacts & object)[], history: TableName): void {
  const problem = problemOfTable(rows[0]) ?? problemOfRows(rows as readonly (TableFacts & Stored)[]);
  if (problem) throw journalError(history, problem);
}

/** Of a table that only has the name. */
export function noJournal(history: TableName): JournalTableError {
  return journalError(history, { kind: 'no journal' });
}

/** The error of a query that found the table without a column, or no table any more; undefined of any other. */
export function tableFault(error: unknown, history: TableName): JournalTableError | undefined {
  if (!(error instanceof QueryError)) return undefined;
  const { errno, message } = error.fault;
  if (errno === 1146 || errno === 1049) return journalError(history, { kind: 'lost' }, error);
  const [, column] = errno === 1054 ? (/'(?:r\.)?(\w+)'/.exec(message) ?? []) : [];
  return column === undefined ? undefined : journalError(history, { kind: 'column missing', column }, error);
}

function journalError(history: TableName, problem: JournalProblem, cause?: unknown): JournalTableError {
  return new JournalTableError(qualifiedName(journalTable(history)), problem, { cause });
}

function problemOfTable(facts: TableFacts | undefined): JournalProblem | undefined {
  const format = formatIn(facts?.table_comment ?? '');
  if (format === undefined || format < 1) return { kind: 'no journal' };
  if (format > journalFormat) return { kind: 'newer', format, known: journalFormat };
  const engine = facts?.table_engine ?? '';
  if (engine.toLowerCase() !== 'innodb') return { kind: 'engine', engine };
  const collation = facts?.table_collation ?? '';
  return /^(?:utf8mb4|uca1400)_/.test(collation) ? undefined : { kind: 'character set', collation };
}

function problemOfRows(rows: readonly Stored[]): JournalProblem | undefined {
  if (!rows.some(({ id }) => id === 0)) return { kind: 'row 0 missing' };
  for (const row of rows) {
    const wrong = firstWrong(row);
    if (!wrong) continue;
    const [column, expected] = wrong;
    return { kind: 'value wrong', column, id: Number(row['id']), value: shown(row[column]), expected };
  }
  return undefined;
}

/** A column and what it should hold. */
function firstWrong(row: Stored): readonly [column: string, expected: string] | undefined {
  const ofRun = rules.ofRun.find(([column, , isRight]) => !isRight(row[column], row));
  if (ofRun) return [ofRun[0], ofRun[1]];
  if (row['script'] === null) return undefined;
  const ofPosition = rules.ofPosition.find(([column, , isRight]) => !isRight(row[column], row));
  return ofPosition && [ofPosition[0], ofPosition[1]];
}

type Rule = readonly [column: string, expected: string, isRight: (value: unknown, row: Stored) => boolean];

const kinds = ['ddl', 'dml', 'transaction', 'session', 'compound'];
const hash = /^[0-9a-f]{64}$/;

const rules: Readonly<Record<'ofRun' | 'ofPosition', readonly Rule[]>> = {
  ofRun: [
    ['run', 'a whole number', isCount],
    ['step', 'a whole number', isCount],
    ['started_at', 'a moment', (value) => typeof value === 'string' && value !== ''],
  ],
  ofPosition: [
    ['script', 'the name of a script', (value) => typeof value === 'string'],
    ['direction', 'migrate or undo', (value) => value === 'migrate' || value === 'undo'],
    ['state', `one of ${scriptStates.join(', ')}`, (value) => scriptStates.some((state) => state === value)],
    ['checksum', 'a whole number of 32 bits, or NULL', (value) => value === null || isWhole(value)],
    ['after_rank', 'a whole number', isWhole],
    ['total', 'a whole number', isCount],
    [
      'committed',
      'a whole number, at most total',
      (value, { total }) => isCount(value) && value <= Number(total),
    ],
    [
      'statement',
      'NULL, or a whole number above committed and at most total',
      (value, { committed, total }) =>
        value === null || (isCount(value) && value > Number(committed) && value <= Number(total)),
    ],
    ['line', 'a whole number', (value, row) => row['statement'] === null || isCount(value)],
    ['sha256', '64 hexadecimal digits', (value, row) => row['statement'] === null || isHash(value)],
    [
      'kind',
      `one of ${kinds.join(', ')}`,
      (value, row) => row['statement'] === null || kinds.some((kind) => kind === value),
    ],
    ['before_digest', '64 hexadecimal digits, or NULL', (value) => value === null || isHash(value)],
    [
      'digests',
      'a number, a colon and hexadecimal digits',
      (value) => typeof value === 'string' && /^[1-9]\d*:(?:[0-9a-f]{16})*$/.test(value),
    ],
    ['session', 'NULL or a JSON object', (value) => value === null || isJsonObject(value)],
  ],
};

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function isCount(value: unknown): value is number {
  return isWhole(value) && value >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && hash.test(value);
}

function isJsonObject(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

/** A snapshot may hold what a script put into a variable. */
function shown(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= 40 ? value : `${typeof value} of another form`;
}
