-- Views of the auth service. Runs again whenever this file changes; every statement replaces its view.
--
-- * SQL SECURITY INVOKER: a view shows nobody more than the tables would.
-- * No view shows a hash or a secret.
-- * GROUP BY names every plain column: MariaDB does not infer them from the primary key.

-- Accounts that may sign in.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_active_users AS
SELECT
  u.id,
  u.email,
  u.username,
  u.first_name,
  u.last_name,
  u.phone,
  u.role,
  u.organization_id,
  u.mfa_enabled,
  u.mfa_method,
  u.account_locked_until,
  u.email_verified_at,
  u.last_login_at,
  u.created_at,
  u.updated_at
FROM auth_users AS u
WHERE u.status = 'active'
  AND u.deleted_at IS NULL;

-- Sessions that can still be refreshed: the newest token of each family, with its user and device.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_user_sessions AS
SELECT
  t.family_id AS session_id,
  t.user_id,
  u.email,
  u.username,
  u.role,
  u.organization_id,
  t.device_id,
  d.name      AS device_name,
  t.ip_address,
  t.user_agent,
  t.created_at,
  t.last_used_at,
  t.expires_at,
  t.session_expires_at
FROM auth_refresh_tokens AS t
JOIN auth_users          AS u ON u.id = t.user_id
LEFT JOIN auth_devices   AS d ON d.id = t.device_id
WHERE t.revoked_at IS NULL
  AND t.rotated_at IS NULL
  AND t.expires_at > UTC_TIMESTAMP(6);

-- E-mail and address pairs with three or more failed logins in the last 24 hours.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_recent_failed_logins AS
SELECT
  a.email,
  a.ip_address,
  COUNT(*)           AS failed_attempts,
  MIN(a.occurred_at) AS first_attempt_at,
  MAX(a.occurred_at) AS last_attempt_at
FROM auth_login_attempts AS a
WHERE a.success = 0
  AND a.occurred_at >= UTC_TIMESTAMP(6) - INTERVAL 24 HOUR
GROUP BY a.email, a.ip_address
HAVING COUNT(*) >= 3;

-- Audited events per UTC day, action and result: today and the thirty whole days before it.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_audit_summary AS
SELECT
  DATE(l.occurred_at)       AS audit_date,
  l.action,
  l.result,
  COUNT(*)                  AS events,
  COUNT(DISTINCT l.user_id) AS distinct_users
FROM auth_audit_logs AS l
WHERE l.occurred_at >= DATE(UTC_TIMESTAMP(6)) - INTERVAL 30 DAY
GROUP BY DATE(l.occurred_at), l.action, l.result;
