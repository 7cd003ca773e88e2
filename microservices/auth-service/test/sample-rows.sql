-- Rows that `npm run test:phase1` writes as the service's user, to see that none is lost. Invented people only.
INSERT INTO auth_users (id, email, username, password_hash, first_name, last_name, phone, role, status, mfa_enabled, mfa_method, mfa_secret_encrypted, mfa_backup_code_hashes, last_login_at) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'amna@example.sd', 'amna', '-', 'آمنة', 'الطيب', '+249912345678', 'doctor', 'active', 1, 'totp', X'00FF0A0D27225C80', '["a", "b"]', '2025-01-31 23:59:59.999999'),
  ('01900000-0000-7000-8000-00000000aa02', 'o''brien@example.sd', 'o\\brien 😀', '-', NULL, NULL, NULL, 'patient', 'pending_verification', 0, NULL, NULL, NULL, NULL);

INSERT INTO auth_devices (id, user_id, fingerprint_hash, name) VALUES
  ('01900000-0000-7000-8000-00000000bb01', '01900000-0000-7000-8000-00000000aa01', REPEAT('a', 64), 'Ward tablet; "new"');

INSERT INTO auth_refresh_tokens (user_id, device_id, family_id, token_hash, token_id, expires_at, session_expires_at) VALUES
  ('01900000-0000-7000-8000-00000000aa01', '01900000-0000-7000-8000-00000000bb01', '01900000-0000-7000-8000-00000000cc01', REPEAT('b', 64), 'j1', '2999-01-01', '2999-01-01');

INSERT INTO auth_audit_logs (user_id, action, resource_type, result, metadata) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'login', 'session', 'success', '{"ward": "جراحة", "beds": 12.50}'),
  (NULL, 'login', 'session', 'failure', NULL);

INSERT INTO auth_login_attempts (email, success, failure_reason) VALUES
  ('nobody@example.sd', 0, 'no_such_user'),
  ('amna@example.sd', 1, NULL);
