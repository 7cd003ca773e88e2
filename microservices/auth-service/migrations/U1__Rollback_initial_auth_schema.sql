-- Takes version 1 of the auth schema back: every table that V1 created, children before parents.
-- All users, sessions and the security trail are lost. The views stay, invalid until V1 returns.

DROP TABLE IF EXISTS auth_login_attempts;
DROP TABLE IF EXISTS auth_audit_logs;
DROP TABLE IF EXISTS auth_refresh_tokens;
DROP TABLE IF EXISTS auth_devices;
DROP TABLE IF EXISTS auth_users;
DROP TABLE IF EXISTS auth_permissions;
DROP TABLE IF EXISTS auth_roles;
