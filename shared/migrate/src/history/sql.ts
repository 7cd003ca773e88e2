/**
 * The SQL text of the history, one function a statement. Names are always `schema`.`table` in back-ticks,
 * because a script may have changed the current schema or set ANSI_QUOTES.
 */

/** Where a history table lives. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** `name`, with back-ticks in it doubled. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** `schema`.`table`; also the text whose hash names Flyway's lock. */
export function qualifiedName({ schema, table }: TableName): string {
  return `${quoteName(schema)}.${quoteName(table)}`;
}

/**
 * The place of a lock's name in a query. MariaDB compares such names byte by byte as the connection's collation spells
 * them, and a script may have set one of UTF-16.
 */
export const lockNameValue = '_utf8mb4 ?';

export function tableExists(): string {
  return 'SELECT COUNT(*) AS found FROM information_schema.tables WHERE table_schema = ? AND table_name = ?';
}

/** Characters of an index's name; Flyway goes on without the index. */
const longestName = 64;

/** Columns, types, keys and names are Flyway's, so that either tool can go on with the other's table. */
export function createTable(name: TableName): string {
  return `CREATE TABLE IF NOT EXISTS ${qualifiedName(name)} (
  \`installed_rank\` INT NOT NULL,
  \`version\` VARCHAR(50) NULL,
  \`description\` VARCHAR(200) NOT NULL,
  \`type\` VARCHAR(20) NOT NULL,
  \`script\` VARCHAR(1000) NOT NULL,
  \`checksum\` INT NULL,
  \`installed_by\` VARCHAR(100) NOT NULL,
  \`installed_on\` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  \`execution_time\` INT NOT NULL,
  \`success\` BOOL NOT NULL,
  CONSTRAINT ${quoteName(`${name.table}_pk`.slice(0, longestName))} PRIMARY KEY (\`installed_rank\`),
  INDEX ${quoteName(`${name.table}_s_idx`.slice(0, longestName))} (\`success\`)
) ENGINE = InnoDB`;
}

export function selectRows(name: TableName): string {
  return `SELECT installed_rank, version, description, type, script, checksum, installed_by, installed_on, UNIX_TIMESTAMP(installed_on) AS installed_epoch, execution_time, success FROM ${qualifiedName(name)} ORDER BY installed_rank`;
}

/** Reads nothing of it, but needs the right to. */
export function firstRow(name: TableName): string {
  return `SELECT 1 AS found FROM ${qualifiedName(name)} LIMIT 1`;
}

/**
 * One number for all that `migrate` reads of the rows, as SELECT or sub-select: another number means that the
 * history has moved on. Computed by the server, so that character sets do not matter.
 */
export function checksumOfRows(name: TableName): string {
  const columns = ['installed_rank', 'version', 'description', 'type', 'script', 'checksum', 'success'];
  const texts = columns.map((column) => `COALESCE(CONCAT(${column}, ''), '')`).join(', ');
  return `SELECT COALESCE(SUM(CRC32(CONCAT_WS('/', ${texts}))), 0) AS checksum FROM ${qualifiedName(name)}`;
}

/** Column by column: what a row must fit into. The engine is NULL for a view. */
export function selectColumns(): string {
  return `SELECT c.column_name AS name, c.is_nullable AS nullable, c.column_default AS fallback, c.extra AS extra, c.character_maximum_length AS length, c.character_set_name AS charset, t.engine AS engine FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = ? AND c.table_name = ?`;
}

/** Adds no row: the server looks at privileges, read_only and whether a view can be written, and is done. */
export function insertNothing(name: TableName): string {
  const columns = historyColumns.filter((column) => column !== 'installed_on');
  return `INSERT INTO ${qualifiedName(name)} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${qualifiedName(name)} WHERE FALSE`;
}

/**
 * Whether a text is the same after it was put into another character set, whose name is the server's own. The text is
 * inlined as hexadecimal digits: a bound one MySQL refuses to convert (3988).
 */
export function survivesCharset(text: string, charset: string): string {
  const utf8 = `CONVERT(X'${Buffer.from(text).toString('hex')}' USING utf8mb4)`;
  return `SELECT CAST(CONVERT(CONVERT(${utf8} USING ${charset}) USING utf8mb4) AS BINARY) = CAST(${utf8} AS BINARY) AS same`;
}

/** Flyway's columns. */
export const historyColumns = [
  'installed_rank',
  'version',
  'description',
  'type',
  'script',
  'checksum',
  'installed_by',
  'installed_on',
  'execution_time',
  'success',
] as const;

/** The rank is computed by the server in the same statement, so that no failed or rolled back row leaves a gap. */
export function insertRow(name: TableName, firstRank: 0 | 1): string {
  const installedRank = `COALESCE(last_rank + 1, ${firstRank})`;
  return `INSERT INTO ${qualifiedName(name)} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) SELECT ${installedRank}, ?, ?, ?, ?, ?, COALESCE(?, SUBSTRING_INDEX(USER(), '@', 1)), ?, ? FROM (SELECT MAX(installed_rank) AS last_rank FROM ${qualifiedName(name)}) AS ranks`;
}

export function deleteRow(name: TableName): string {
  return `DELETE FROM ${qualifiedName(name)} WHERE installed_rank = ? AND success = 0`;
}

export function alignRow(name: TableName): string {
  return `UPDATE ${qualifiedName(name)} SET description = ?, type = ?, checksum = ? WHERE installed_rank = ?`;
}
