-- Schema of the auth service, version 1: roles and permissions, users, devices, refresh tokens,
-- the security trail, and the two catalogues that every installation starts with.
--
-- * One text for MySQL 8.0.16 to 9.7 and MariaDB 10.6 to 11. Running it again changes nothing.
-- * Ids are UUIDs as text. Writers send UUIDv7 (sorted by time), the default serves hand-written rows
--   and asks for a binary log in ROW or MIXED format.
-- * Times are UTC in DATETIME(6). TIMESTAMP ends in 2038, and old MariaDB adds ON UPDATE to it unasked.
-- * Foreign keys never cascade: cascades fail under multi-primary Group Replication and skip triggers.
-- * PII or PHI in the comment of a column marks personal data or health information.
-- * The remark behind a key names the query that the key serves.
-- * Only hashes of passwords and tokens are stored, never the values themselves.

-- Stamps written below are UTC like all others, whatever the zone of the server.
SET time_zone = '+00:00';

-- A user holds one role. Its permissions are names from auth_permissions, or * for all.
CREATE TABLE IF NOT EXISTS auth_roles (
  id               CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  name             VARCHAR(50) COLLATE ascii_bin  NOT NULL,
  description      VARCHAR(255)                   NOT NULL,
  permissions      JSON                           NOT NULL COMMENT 'array of auth_permissions.name',
  is_system        BOOLEAN                        NOT NULL DEFAULT 0 COMMENT 'shipped with the product',
  organization_id  CHAR(36) COLLATE ascii_bin     NULL     COMMENT 'NULL: valid for every tenant',

  created_at       DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at       DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by       CHAR(36) COLLATE ascii_bin     NULL,
  updated_by       CHAR(36) COLLATE ascii_bin     NULL,
  row_version      INT UNSIGNED                   NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_auth_roles_name (name),                  -- a role by its name, target of auth_users.role
  KEY idx_auth_roles_organization_id (organization_id)   -- roles of one tenant
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Role catalogue';

-- What can be granted, always in the form resource:action.
CREATE TABLE IF NOT EXISTS auth_permissions (
  id           CHAR(36) COLLATE ascii_bin      NOT NULL DEFAULT (UUID()),
  name         VARCHAR(100) COLLATE ascii_bin  NOT NULL,
  resource     VARCHAR(50) COLLATE ascii_bin   NOT NULL,
  action       VARCHAR(50) COLLATE ascii_bin   NOT NULL,
  description  VARCHAR(255)                    NULL,
  is_system    BOOLEAN                         NOT NULL DEFAULT 0 COMMENT 'shipped with the product',

  created_at   DATETIME(6)                     NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_auth_permissions_name (name),                         -- a permission by its name
  UNIQUE KEY uk_auth_permissions_resource_action (resource, action),  -- the actions of a resource
  KEY idx_auth_permissions_action (action),                           -- report: who may do an action

  CONSTRAINT chk_auth_permissions_name CHECK (name = CONCAT(resource, ':', action))
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Permission catalogue, resource:action';

-- Identities and their login state. Rows are never deleted: deleted_at first, anonymised later.
CREATE TABLE IF NOT EXISTS auth_users (
  id                             CHAR(36) COLLATE ascii_bin        NOT NULL DEFAULT (UUID()),
  email                          VARCHAR(254) COLLATE utf8mb4_bin  NOT NULL COMMENT 'PII: lower case (RFC 5321)',
  username                       VARCHAR(50)                       NOT NULL COMMENT 'PII',

  password_hash                  VARCHAR(255) COLLATE ascii_bin    NOT NULL COMMENT 'PHC string, Argon2id or bcrypt',
  password_changed_at            DATETIME(6)                       NULL,

  first_name                     VARCHAR(100)                      NULL     COMMENT 'PII',
  last_name                      VARCHAR(100)                      NULL     COMMENT 'PII',
  phone                          VARCHAR(16) COLLATE ascii_bin     NULL     COMMENT 'PII: E.164',

  role                           VARCHAR(50) COLLATE ascii_bin     NOT NULL DEFAULT 'patient',
  status                         ENUM('pending_verification', 'active', 'inactive', 'suspended', 'deactivated')
                                 NOT NULL DEFAULT 'pending_verification',

  mfa_enabled                    BOOLEAN                           NOT NULL DEFAULT 0,
  mfa_method                     ENUM('totp', 'webauthn', 'sms')   NULL,
  mfa_secret_encrypted           VARBINARY(512)                    NULL     COMMENT 'AEAD ciphertext',
  mfa_key_id                     VARCHAR(64) COLLATE ascii_bin     NULL     COMMENT 'key that encrypted the secret',
  mfa_backup_code_hashes         JSON                              NULL     COMMENT 'slow hashes, single use (ASVS 6.5.1)',

  failed_login_attempts          SMALLINT UNSIGNED                 NOT NULL DEFAULT 0 COMMENT 'since the last success (NIST 800-63B)',
  last_failed_login_at           DATETIME(6)                       NULL,
  account_locked_until           DATETIME(6)                       NULL,
  last_login_at                  DATETIME(6)                       NULL,
  last_login_ip                  VARCHAR(45) COLLATE ascii_bin     NULL     COMMENT 'PII',

  reset_token_hash               CHAR(64) COLLATE ascii_bin        NULL,
  reset_token_expires_at         DATETIME(6)                       NULL,
  email_verified_at              DATETIME(6)                       NULL,
  email_verification_token_hash  CHAR(64) COLLATE ascii_bin        NULL,
  email_verification_expires_at  DATETIME(6)                       NULL,

  organization_id                CHAR(36) COLLATE ascii_bin        NULL,
  permissions                    JSON                              NULL     COMMENT 'granted besides those of the role',
  deleted_at                     DATETIME(6)                       NULL     COMMENT 'soft deletion, anonymised later',

  created_at                     DATETIME(6)                       NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at                     DATETIME(6)                       NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  created_by                     CHAR(36) COLLATE ascii_bin        NULL,
  updated_by                     CHAR(36) COLLATE ascii_bin        NULL,
  row_version                    INT UNSIGNED                      NOT NULL DEFAULT 1,

  PRIMARY KEY (id),
  UNIQUE KEY uk_auth_users_email (email),                               -- sign-in by e-mail
  UNIQUE KEY uk_auth_users_username (username),                         -- sign-in by user name
  UNIQUE KEY uk_auth_users_reset_token_hash (reset_token_hash),         -- the link in a reset e-mail
  UNIQUE KEY uk_auth_users_email_verification_token_hash (email_verification_token_hash),  -- the link in a verification e-mail
  KEY idx_auth_users_role (role),                                       -- members of a role
  KEY idx_auth_users_organization_id_status (organization_id, status),  -- users of one tenant
  KEY idx_auth_users_status_created_at (status, created_at),            -- v_active_users, stale sign-ups
  KEY idx_auth_users_account_locked_until (account_locked_until),       -- unlocking job
  KEY idx_auth_users_deleted_at (deleted_at),                           -- anonymising job

  CONSTRAINT fk_auth_users_role FOREIGN KEY (role)
    REFERENCES auth_roles (name) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_auth_users_email CHECK (email = LOWER(email)),
  CONSTRAINT chk_auth_users_mfa CHECK (mfa_enabled = 0 OR mfa_method IS NOT NULL),
  CONSTRAINT chk_auth_users_reset CHECK ((reset_token_hash IS NULL) = (reset_token_expires_at IS NULL))
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Identities and login state';

-- Devices a user has signed in from.
CREATE TABLE IF NOT EXISTS auth_devices (
  id                CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  user_id           CHAR(36) COLLATE ascii_bin     NOT NULL,
  fingerprint_hash  CHAR(64) COLLATE ascii_bin     NOT NULL COMMENT 'PII',
  name              VARCHAR(100)                   NULL     COMMENT 'given by the user',

  verified_at       DATETIME(6)                    NULL,
  last_used_at      DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  revoked_at        DATETIME(6)                    NULL,

  ip_address        VARCHAR(45) COLLATE ascii_bin  NULL     COMMENT 'PII',
  user_agent        VARCHAR(512)                   NULL     COMMENT 'PII',
  request_id        VARCHAR(64) COLLATE ascii_bin  NULL     COMMENT 'W3C trace id',

  created_at        DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at        DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_auth_devices_user_id_fingerprint_hash (user_id, fingerprint_hash),  -- recognising a device at sign-in
  KEY idx_auth_devices_fingerprint_hash (fingerprint_hash),                         -- one device, many users
  KEY idx_auth_devices_last_used_at (last_used_at),                                 -- purge of unused devices

  CONSTRAINT fk_auth_devices_user_id FOREIGN KEY (user_id)
    REFERENCES auth_users (id) ON DELETE RESTRICT ON UPDATE RESTRICT
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Known devices';

-- One row per refresh token ever issued. The tokens of one session form a family: a token used again
-- after its rotation was stolen, and the whole family is revoked (RFC 9700, ASVS 10.4.5).
CREATE TABLE IF NOT EXISTS auth_refresh_tokens (
  id                  CHAR(36) COLLATE ascii_bin     NOT NULL DEFAULT (UUID()),
  user_id             CHAR(36) COLLATE ascii_bin     NOT NULL,
  device_id           CHAR(36) COLLATE ascii_bin     NULL,
  family_id           CHAR(36) COLLATE ascii_bin     NOT NULL COMMENT 'the session',

  token_hash          CHAR(64) COLLATE ascii_bin     NOT NULL COMMENT 'SHA-256 of at least 128 random bits (ASVS 11.5.1)',
  token_id            VARCHAR(64) COLLATE ascii_bin  NOT NULL COMMENT 'jti (RFC 7519)',

  expires_at          DATETIME(6)                    NOT NULL,
  session_expires_at  DATETIME(6)                    NOT NULL COMMENT 'absolute limit (ASVS 10.4.8)',
  last_used_at        DATETIME(6)                    NULL,

  rotated_at          DATETIME(6)                    NULL     COMMENT 'use after this revokes the family',
  revoked_at          DATETIME(6)                    NULL,
  revoked_reason      ENUM('logout', 'token_reuse', 'password_change', 'admin', 'device_removed', 'expired')
                      NULL,

  ip_address          VARCHAR(45) COLLATE ascii_bin  NULL     COMMENT 'PII',
  user_agent          VARCHAR(512)                   NULL     COMMENT 'PII',
  request_id          VARCHAR(64) COLLATE ascii_bin  NULL     COMMENT 'W3C trace id',

  created_at          DATETIME(6)                    NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  UNIQUE KEY uk_auth_refresh_tokens_token_hash (token_hash),             -- the token of a refresh request
  UNIQUE KEY uk_auth_refresh_tokens_token_id (token_id),                 -- the token of a jti claim
  KEY idx_auth_refresh_tokens_user_id_expires_at (user_id, expires_at),  -- v_user_sessions, sign out everywhere
  KEY idx_auth_refresh_tokens_device_id (device_id),                     -- sessions of a device
  KEY idx_auth_refresh_tokens_family_id (family_id),                     -- revoking a family
  KEY idx_auth_refresh_tokens_expires_at (expires_at),                   -- purge of dead tokens

  CONSTRAINT fk_auth_refresh_tokens_user_id FOREIGN KEY (user_id)
    REFERENCES auth_users (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT fk_auth_refresh_tokens_device_id FOREIGN KEY (device_id)
    REFERENCES auth_devices (id) ON DELETE RESTRICT ON UPDATE RESTRICT,

  CONSTRAINT chk_auth_refresh_tokens_expiry CHECK (expires_at <= session_expires_at),
  CONSTRAINT chk_auth_refresh_tokens_revoked CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Issued refresh tokens, one family per session';

-- Security trail: who did what, when, from where, with which outcome. Append-only: a run-time account
-- needs SELECT and INSERT only. No foreign keys, because the trail outlives its subjects.
CREATE TABLE IF NOT EXISTS auth_audit_logs (
  id               CHAR(36) COLLATE ascii_bin        NOT NULL DEFAULT (UUID()),
  user_id          CHAR(36) COLLATE ascii_bin        NULL     COMMENT 'actor, NULL: nobody was signed in',
  user_email       VARCHAR(254) COLLATE utf8mb4_bin  NULL     COMMENT 'PII: of the actor at that time',
  actor_role       VARCHAR(50) COLLATE ascii_bin     NULL     COMMENT 'at that time',

  action           VARCHAR(100) COLLATE ascii_bin    NOT NULL,
  resource_type    VARCHAR(100) COLLATE ascii_bin    NOT NULL,
  resource_id      VARCHAR(64) COLLATE ascii_bin     NULL,
  result           ENUM('success', 'failure')        NOT NULL,
  reason           VARCHAR(255)                      NULL,

  session_id       CHAR(36) COLLATE ascii_bin        NULL,
  organization_id  CHAR(36) COLLATE ascii_bin        NULL,

  ip_address       VARCHAR(45) COLLATE ascii_bin     NULL     COMMENT 'PII',
  user_agent       VARCHAR(512)                      NULL     COMMENT 'PII',
  request_id       VARCHAR(64) COLLATE ascii_bin     NULL     COMMENT 'W3C trace id',

  metadata         JSON                              NULL     COMMENT 'no secrets (ASVS 16.2.5)',
  prev_hash        CHAR(64) COLLATE ascii_bin        NULL     COMMENT 'row_hash of the previous row of this writer',
  row_hash         CHAR(64) COLLATE ascii_bin        NULL     COMMENT 'HMAC-SHA-256, key kept outside the database',
  occurred_at      DATETIME(6)                       NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  KEY idx_auth_audit_logs_user_id_occurred_at (user_id, occurred_at),                  -- history of a user
  KEY idx_auth_audit_logs_action_occurred_at (action, occurred_at),                    -- events of a kind
  KEY idx_auth_audit_logs_resource_type_resource_id_occurred_at (resource_type, resource_id, occurred_at),  -- history of an object
  KEY idx_auth_audit_logs_ip_address_occurred_at (ip_address, occurred_at),            -- incident: everything from an address
  KEY idx_auth_audit_logs_organization_id_occurred_at (organization_id, occurred_at),  -- history of a tenant
  KEY idx_auth_audit_logs_request_id (request_id),                                     -- everything of one request
  KEY idx_auth_audit_logs_occurred_at_action_result (occurred_at, action, result)      -- v_audit_summary, purge
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Append-only security trail';

-- Evidence for the throttle. Append-only, kept for one year. No foreign keys: the e-mail may belong to nobody.
CREATE TABLE IF NOT EXISTS auth_login_attempts (
  id              CHAR(36) COLLATE ascii_bin        NOT NULL DEFAULT (UUID()),
  email           VARCHAR(254) COLLATE utf8mb4_bin  NOT NULL COMMENT 'PII: as typed, lower case',
  user_id         CHAR(36) COLLATE ascii_bin        NULL     COMMENT 'NULL: no such user',
  success         BOOLEAN                           NOT NULL,
  failure_reason  VARCHAR(50) COLLATE ascii_bin     NULL,

  ip_address      VARCHAR(45) COLLATE ascii_bin     NULL     COMMENT 'PII',
  user_agent      VARCHAR(512)                      NULL     COMMENT 'PII',
  request_id      VARCHAR(64) COLLATE ascii_bin     NULL     COMMENT 'W3C trace id',

  occurred_at     DATETIME(6)                       NOT NULL DEFAULT CURRENT_TIMESTAMP(6),

  PRIMARY KEY (id),
  KEY idx_auth_login_attempts_email_occurred_at (email, occurred_at),            -- throttle of an account
  KEY idx_auth_login_attempts_ip_address_occurred_at (ip_address, occurred_at),  -- throttle of an address
  KEY idx_auth_login_attempts_success_occurred_at (success, occurred_at),        -- v_recent_failed_logins
  KEY idx_auth_login_attempts_user_id_occurred_at (user_id, occurred_at),        -- notice to the user
  KEY idx_auth_login_attempts_occurred_at (occurred_at)                          -- purge after one year
) ENGINE = InnoDB
  DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Append-only login attempts';

-- Seeds. The literal ids are the same in every installation. A row that exists stays as it is, so that
-- changes made by an operator survive another run: id = id is the assignment that changes nothing.
INSERT INTO auth_permissions (id, name, resource, action, description, is_system) VALUES
  ('01900000-0000-7000-8000-000000000201', 'users:read',            'users',         'read',      'Read user accounts',                    1),
  ('01900000-0000-7000-8000-000000000202', 'users:write',           'users',         'write',     'Create and change user accounts',       1),
  ('01900000-0000-7000-8000-000000000203', 'users:delete',          'users',         'delete',    'Deactivate user accounts',              1),
  ('01900000-0000-7000-8000-000000000204', 'appointments:read',     'appointments',  'read',      'Read appointments',                     1),
  ('01900000-0000-7000-8000-000000000205', 'appointments:write',    'appointments',  'write',     'Create and change appointments',        1),
  ('01900000-0000-7000-8000-000000000206', 'appointments:delete',   'appointments',  'delete',    'Remove appointments',                   1),
  ('01900000-0000-7000-8000-000000000207', 'patients:read',         'patients',      'read',      'Read patient files',                    1),
  ('01900000-0000-7000-8000-000000000208', 'patients:write',        'patients',      'write',     'Create and change patient files',       1),
  ('01900000-0000-7000-8000-000000000209', 'records:read',          'records',       'read',      'Read medical records',                  1),
  ('01900000-0000-7000-8000-000000000210', 'records:write',         'records',       'write',     'Create and change medical records',     1),
  ('01900000-0000-7000-8000-000000000211', 'medications:read',      'medications',   'read',      'Read the medication list',              1),
  ('01900000-0000-7000-8000-000000000212', 'medications:write',     'medications',   'write',     'Create and change the medication list', 1),
  ('01900000-0000-7000-8000-000000000213', 'inventory:read',        'inventory',     'read',      'Read stock',                            1),
  ('01900000-0000-7000-8000-000000000214', 'inventory:write',       'inventory',     'write',     'Create and change stock',               1),
  ('01900000-0000-7000-8000-000000000215', 'lab_tests:read',        'lab_tests',     'read',      'Read laboratory orders',                1),
  ('01900000-0000-7000-8000-000000000216', 'lab_tests:write',       'lab_tests',     'write',     'Create and change laboratory orders',   1),
  ('01900000-0000-7000-8000-000000000217', 'lab_results:read',      'lab_results',   'read',      'Read laboratory results',               1),
  ('01900000-0000-7000-8000-000000000218', 'lab_results:write',     'lab_results',   'write',     'Create and change laboratory results',  1),
  ('01900000-0000-7000-8000-000000000219', 'invoices:read',         'invoices',      'read',      'Read invoices',                         1),
  ('01900000-0000-7000-8000-000000000220', 'invoices:write',        'invoices',      'write',     'Create and change invoices',            1),
  ('01900000-0000-7000-8000-000000000221', 'claims:read',           'claims',        'read',      'Read insurance claims',                 1),
  ('01900000-0000-7000-8000-000000000222', 'claims:write',          'claims',        'write',     'Create and change insurance claims',    1),
  ('01900000-0000-7000-8000-000000000223', 'prescriptions:read',    'prescriptions', 'read',      'Read prescriptions',                    1),
  ('01900000-0000-7000-8000-000000000224', 'prescriptions:write',   'prescriptions', 'write',     'Create and change prescriptions',       1),
  ('01900000-0000-7000-8000-000000000225', 'prescriptions:fulfill', 'prescriptions', 'fulfill',   'Hand out prescribed medicine',          1),
  ('01900000-0000-7000-8000-000000000226', 'billing:read',          'billing',       'read',      'Read billing accounts',                 1),
  ('01900000-0000-7000-8000-000000000227', 'billing:write',         'billing',       'write',     'Create and change billing accounts',    1),
  ('01900000-0000-7000-8000-000000000228', 'billing:cancel',        'billing',       'cancel',    'Cancel or void bills',                  1),
  ('01900000-0000-7000-8000-000000000229', 'payments:read',         'payments',      'read',      'Read payments',                         1),
  ('01900000-0000-7000-8000-000000000230', 'payments:create',       'payments',      'create',    'Take a payment',                        1),
  ('01900000-0000-7000-8000-000000000231', 'payments:verify',       'payments',      'verify',    'Confirm that money arrived',            1),
  ('01900000-0000-7000-8000-000000000232', 'payments:refund',       'payments',      'refund',    'Refund a payment',                      1),
  ('01900000-0000-7000-8000-000000000233', 'payments:cancel',       'payments',      'cancel',    'Cancel a payment',                      1),
  ('01900000-0000-7000-8000-000000000234', 'payments:reconcile',    'payments',      'reconcile', 'Match payments with statements',        1),
  ('01900000-0000-7000-8000-000000000235', 'vitals:write',          'vitals',        'write',     'Record vital signs',                    1),
  ('01900000-0000-7000-8000-000000000236', 'roles:manage',          'roles',         'manage',    'Change roles and their permissions',    1),
  ('01900000-0000-7000-8000-000000000237', 'system:admin',          'system',        'admin',     'Administer the system',                 1),
  ('01900000-0000-7000-8000-000000000238', 'audit:read',            'audit',         'read',      'Read the audit trails',                 1),
  ('01900000-0000-7000-8000-000000000239', 'reports:read',          'reports',       'read',      'Read reports',                          1),
  ('01900000-0000-7000-8000-000000000240', 'documents:export',      'documents',     'export',    'Export documents',                      1),
  ('01900000-0000-7000-8000-000000000241', 'adjustments:approve',   'adjustments',   'approve',   'Approve billing adjustments',           1),
  ('01900000-0000-7000-8000-000000000242', 'charges:manage',        'charges',       'manage',    'Maintain the price list',               1)
ON DUPLICATE KEY UPDATE id = id;

-- No user is seeded: an account with a published password is an open door.
INSERT INTO auth_roles (id, name, description, is_system, permissions) VALUES
  ('01900000-0000-7000-8000-000000000101', 'super_admin', 'Break-glass owner', 1,
     JSON_ARRAY('*')),
  ('01900000-0000-7000-8000-000000000102', 'admin', 'System administrator', 1,
     JSON_ARRAY('users:read', 'users:write', 'users:delete',
                'appointments:read', 'appointments:write', 'appointments:delete',
                'billing:read', 'billing:write', 'billing:cancel', 'patients:read', 'patients:write',
                'roles:manage', 'audit:read', 'reports:read', 'charges:manage')),
  ('01900000-0000-7000-8000-000000000103', 'doctor', 'Physician', 1,
     JSON_ARRAY('patients:read', 'patients:write', 'records:read', 'records:write',
                'lab_tests:read', 'lab_tests:write', 'prescriptions:read', 'prescriptions:write',
                'appointments:read', 'appointments:write', 'lab_results:read')),
  ('01900000-0000-7000-8000-000000000104', 'nurse', 'Nursing staff', 1,
     JSON_ARRAY('patients:read', 'appointments:read', 'records:read', 'records:write', 'vitals:write')),
  ('01900000-0000-7000-8000-000000000105', 'receptionist', 'Front desk', 1,
     JSON_ARRAY('patients:read', 'patients:write', 'appointments:read', 'appointments:write', 'billing:read')),
  ('01900000-0000-7000-8000-000000000106', 'lab_technician', 'Laboratory', 1,
     JSON_ARRAY('patients:read', 'lab_tests:read', 'lab_tests:write',
                'lab_results:read', 'lab_results:write')),
  ('01900000-0000-7000-8000-000000000107', 'pharmacist', 'Pharmacy', 1,
     JSON_ARRAY('patients:read', 'prescriptions:read', 'prescriptions:fulfill',
                'medications:read', 'medications:write', 'inventory:read', 'inventory:write')),
  ('01900000-0000-7000-8000-000000000108', 'billing_clerk', 'Billing desk', 1,
     JSON_ARRAY('patients:read', 'billing:read', 'billing:write', 'invoices:read', 'invoices:write',
                'claims:read', 'claims:write', 'payments:read', 'payments:create', 'reports:read')),
  ('01900000-0000-7000-8000-000000000109', 'finance_manager', 'Verifies and approves', 1,
     JSON_ARRAY('invoices:read', 'claims:read', 'reports:read', 'adjustments:approve',
                'payments:read', 'payments:verify', 'payments:refund', 'payments:cancel', 'payments:reconcile')),
  ('01900000-0000-7000-8000-000000000110', 'patient', 'Portal user', 1,
     JSON_ARRAY('appointments:read', 'appointments:write', 'records:read', 'prescriptions:read',
                'invoices:read', 'payments:create'))
ON DUPLICATE KEY UPDATE id = id;
