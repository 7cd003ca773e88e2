-- Takes version 1 of the payment schema back: every table that V1 created, children before parents.
-- All payments, refunds, plans and disputes are lost. The views stay, invalid until V1 returns.

DROP TABLE IF EXISTS payment_analytics_daily;
DROP TABLE IF EXISTS payment_disputes;
DROP TABLE IF EXISTS payment_webhooks;
DROP TABLE IF EXISTS invoice_payments;
DROP TABLE IF EXISTS payment_refunds;
DROP TABLE IF EXISTS payment_reconciliation;
DROP TABLE IF EXISTS installment_schedule;
DROP TABLE IF EXISTS payment_installment_plans;
DROP TABLE IF EXISTS payments;
DROP TABLE IF EXISTS payment_providers;
