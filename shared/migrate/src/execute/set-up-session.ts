/**
 * What is sent on a new connection, as Flyway does it: the settings of its driver, `initSql`, and then autocommit on,
 * whatever `initSql` or the server say.
 */
export function sessionSetUp(initSql: readonly string[]): readonly SetUpStatement[] {
  const purpose = 'set up the session';
  const driver = { purpose, sql: driverSettings };
  if (initSql.length === 0) return [driver];
  const own = initSql.map((sql) => ({ purpose: 'run initSql', sql }));
  return [driver, ...own, { purpose, sql: 'SET autocommit = 1' }];
}

/** One statement, and what an error of it is said to have kept from being done. */
export interface SetUpStatement {
  readonly purpose: string;
  readonly sql: string;
}

/**
 * The driver keeps the server's own collation when that is an old one of utf8mb4 (numbers 45, 46 and 224 to 247), and
 * takes utf8mb4_unicode_ci, with which the connection was opened, otherwise.
 */
const driverSettings = `SET autocommit = 1, sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES'), collation_connection = IF(@@GLOBAL.collation_server REGEXP '^utf8mb4_' AND NOT @@GLOBAL.collation_server REGEXP '0900|uca1400|nopad', @@GLOBAL.collation_server, @@collation_connection)`;
