-- Takes version 1 of the billing schema back: every table that V1 created, children before parents.
-- All accounts, invoices, claims and the audit trail are lost. The views stay, invalid until V1 returns.

DROP TABLE IF EXISTS billing_audit_log;
DROP TABLE IF EXISTS billing_adjustments;
DROP TABLE IF EXISTS claim_line_items;
DROP TABLE IF EXISTS insurance_claims;
DROP TABLE IF EXISTS invoice_payment_allocations;
DROP TABLE IF EXISTS invoice_line_items;
DROP TABLE IF EXISTS invoices;
DROP TABLE IF EXISTS charge_master;
DROP TABLE IF EXISTS billing_accounts;
