/**
 * What is sent on a new connection, as Flyway does it: the settings of its driver, the URL's `sessionVariables`,
 * `initSql`, and then autocommit on, whatever these or the server say.
 *
 * @param lockWaitTimeout of the engine, seconds; what comes behind it may say otherwise. Default: the server's
 */
export function sessionSetUp(
  initSql: readonly string[],
  sessionVariables?: string,
  lockWaitTimeout = 0,
): readonly SetUpStatement[] {
  const purpose = 'set up the session';
  const wait = lockWaitTimeout === 0 ? '' : `, lock_wait_timeout = ${lockWaitTimeout}`;
  const driver = { purpose, sql: `${driverSettings}${wait}` };
  const own = [
    ...(sessionVariables ? [{ purpose: 'set sessionVariables', sql: setVariables(sessionVariables) }] : []),
    ...initSql.map((sql) => ({ purpose: 'run initSql', sql })),
  ];
  if (own.length === 0) return [driver];
  return [driver, ...own, { purpose, sql: 'SET autocommit = 1' }];
}

/** The drivers take a semicolon outside of quotes for a comma. */
function setVariables(list: string): string {
  return `SET ${list.replace(/'[^']*'|"[^"]*"|;/g, (part) => (part === ';' ? ',' : part))}`;
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
