import { HistoryTableError } from '../history-errors.ts';
import type { Querying } from '../session.ts';
import type { CheckedRow } from './history.ts';
import * as sql from './sql.ts';

/** A column of the table as the server describes it. */
interface Column {
  readonly name: string;
  readonly nullable: 'YES' | 'NO';
  readonly fallback: string | null;
  readonly extra: string;
  readonly length: number | string | null;
  readonly charset: string | null;
  /** Of the table; null of a view. */
  readonly engine: string | null;
}

/** Those that this account may see; of a table that does not exist, none. */
async function readColumns(session: Querying, { schema, table }: sql.TableName): Promise<readonly Column[]> {
  return session.query<Column>('look at the history table', sql.selectColumns(), [schema, table]);
}

/** @see History.check */
export async function checkTable(
  session: Querying,
  name: sql.TableName,
  rows: readonly CheckedRow[],
  state: 'exists' | 'just made' | 'missing',
): Promise<readonly string[]> {
  const isAsMade = state === 'missing' || (state === 'just made' && rows.every(isAscii));
  const columns = isAsMade ? [] : await readColumns(session, name);
  for (const row of rows) checkLengths(row, columns, name);
  if (isAsMade) return [];
  const inTheWay = columns.find(isInTheWay);
  if (inTheWay)
    throw new HistoryTableError(sql.qualifiedName(name), {
      kind: 'column in the way',
      column: inTheWay.name,
    });
  for (const row of rows) await checkCharacters(session, row, columns, name);
  return engineWarnings(columns[0]?.engine ?? null, name);
}

type TextColumn = 'version' | 'description' | 'script' | 'installed_by';

/** What {@link sql.createTable} gives them. */
const createdLengths: Readonly<Record<TextColumn, number>> = {
  version: 50,
  description: 200,
  script: 1000,
  installed_by: 100,
};

function checkLengths(row: CheckedRow, columns: readonly Column[], name: sql.TableName): void {
  for (const [column, value] of textsOf(row)) {
    const limit = Number(named(columns, column)?.length ?? createdLengths[column]);
    const length = [...value].length;
    if (length > limit) {
      const { script } = row;
      throw new HistoryTableError(sql.qualifiedName(name), {
        kind: 'value too long',
        column,
        script,
        length,
        limit,
      });
    }
  }
}

/** The character set of a table that was just made is that of its schema. */
function isAscii(row: CheckedRow): boolean {
  return textsOf(row).every(([, text]) => !/[^\0-\x7f]/.test(text));
}

/** One question for each text that is not plain ASCII, and only where the column is not utf8mb4. */
async function checkCharacters(
  session: Querying,
  row: CheckedRow,
  columns: readonly Column[],
  name: sql.TableName,
): Promise<void> {
  for (const [column, value] of textsOf(row)) {
    const characterSet = named(columns, column)?.charset ?? 'utf8mb4';
    if (characterSet === 'utf8mb4' || !/[^\0-\x7f]/.test(value)) continue;
    const [answer] = await session.query<{ same: number }>(
      'look at the history table',
      sql.survivesCharset(value, characterSet),
    );
    if (Number(answer?.same) === 1) continue;
    const { script } = row;
    throw new HistoryTableError(sql.qualifiedName(name), {
      kind: 'value not in character set',
      column,
      script,
      characterSet,
    });
  }
}

function textsOf({ version, description, script, installedBy }: CheckedRow): [TextColumn, string][] {
  return [
    ['version', version?.text ?? ''],
    ['description', description],
    ['script', script],
    ['installed_by', installedBy],
  ];
}

/** A column that an INSERT which does not name it cannot fill: beside Flyway's, or `installed_on` without its default. */
function isInTheWay({ name, nullable, fallback, extra }: Column): boolean {
  const column = name.toLowerCase();
  const isNamed = column !== 'installed_on' && sql.historyColumns.some((known) => known === column);
  return !isNamed && nullable === 'NO' && fallback === null && !/auto_increment|generated/i.test(extra);
}

/** Engines without transactions work, as with Flyway, but not as well. */
function engineWarnings(engine: string | null, name: sql.TableName): readonly string[] {
  if (engine === null) return [];
  const change = `ALTER TABLE ${sql.qualifiedName(name)} ENGINE = InnoDB`;
  switch (engine.toLowerCase()) {
    case 'memory':
      return [
        `The history table is of the engine MEMORY: a restart of the server empties it, and everything would run again. Run ${change}.`,
      ];
    case 'myisam':
    case 'aria':
      return [
        `The history table is of the engine ${engine}: its rows are not part of the transaction of their script. Run ${change}.`,
      ];
    default:
      return [];
  }
}

function named(columns: readonly Column[], name: string): Column | undefined {
  return columns.find((column) => column.name.toLowerCase() === name);
}
