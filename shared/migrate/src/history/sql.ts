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

export function tableExists(): string {
  return 'SELECT COUNT(*) AS found FROM information_schema.tables WHERE table_schema = ? AND table_name = ?';
}

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
  CONSTRAINT ${quoteName(`${name.table}_pk`)} PRIMARY KEY (\`installed_rank\`),
  INDEX ${quoteName(`${name.table}_s_idx`)} (\`success\`)
) ENGINE = InnoDB`;
}

export function selectRows(name: TableName): string {
  return `SELECT installed_rank, version, description, type, script, checksum, installed_by, installed_on, UNIX_TIMESTAMP(installed_on) AS installed_epoch, execution_time, success FROM ${qualifiedName(name)} ORDER BY installed_rank`;
}

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
