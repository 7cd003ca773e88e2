/** What `nilecare-db audit` reads. No hash leaves the server. */
import type { ServerKind } from '../model.ts';

/** Every account that can log in, without roles: user, host, locked, plugins, empty_password, two, tls, changed. */
export function auditedAccountsQuery(kind: ServerKind): string {
  switch (kind) {
    case 'mysql':
      return `SELECT User AS user, Host AS host, account_locked = 'Y' AS locked, JSON_ARRAY(plugin) AS plugins,
          plugin IN ('caching_sha2_password', 'sha256_password', 'mysql_native_password', '')
            AND COALESCE(authentication_string, '') = '' AS empty_password,
          JSON_VALUE(User_attributes, '$.additional_password') IS NOT NULL AS two,
          CAST(ssl_type AS CHAR) AS tls, UNIX_TIMESTAMP(password_last_changed) AS changed
        FROM mysql.user ORDER BY User, Host`;
    case 'mariadb':
      return `SELECT p.User AS user, p.Host AS host,
          COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0) = 1 AS locked,
          JSON_MERGE_PRESERVE(JSON_ARRAY(COALESCE(JSON_VALUE(Priv, '$.plugin'), '')),
            COALESCE(JSON_EXTRACT(Priv, '$.auth_or[*].plugin'), JSON_ARRAY())) AS plugins,
          ((COALESCE(JSON_VALUE(Priv, '$.plugin'), '') IN ('mysql_native_password', 'mysql_old_password', 'ed25519', '')
              AND COALESCE(JSON_VALUE(Priv, '$.authentication_string'), '') = '')
            OR COALESCE(JSON_CONTAINS(JSON_QUERY(Priv, '$.auth_or'),
              JSON_OBJECT('plugin', 'mysql_native_password', 'authentication_string', '')), 0)) AS empty_password,
          COALESCE(JSON_LENGTH(Priv, '$.auth_or'), 0) > 1
            AND JSON_VALUE(Priv, '$.auth_or[1].plugin') = JSON_VALUE(Priv, '$.plugin') AS two,
          u.ssl_type AS tls, JSON_VALUE(Priv, '$.password_last_changed') AS changed
        FROM mysql.global_priv p JOIN mysql.user u ON u.User = p.User AND u.Host = p.Host
        WHERE u.is_role = 'N' ORDER BY p.User, p.Host`;
  }
}

/** Views and routines with SQL SECURITY DEFINER in some databases. */
export const storedProgramsQuery = `
  SELECT 'routine' AS type, routine_schema AS db, routine_name AS name, definer AS definer
  FROM information_schema.routines WHERE security_type = 'DEFINER' AND routine_schema IN (?)
  UNION ALL
  SELECT 'view', table_schema, table_name, definer
  FROM information_schema.views WHERE security_type = 'DEFINER' AND table_schema IN (?)
  ORDER BY 2, 3`;
