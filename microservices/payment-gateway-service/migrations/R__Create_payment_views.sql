-- Views of the payment gateway service. Runs again whenever this file changes; every statement replaces its view.
--
-- * SQL SECURITY INVOKER: a view shows nobody more than the tables would.
-- * "Today" is the business day in Khartoum, UTC+2 the whole year. Written as an interval, because zone names
--   work only on servers whose time zone tables are loaded.
-- * No sum mixes currencies.
-- * GROUP BY names every plain column: MariaDB does not infer them from the primary key.

-- Payments that wait for somebody to confirm that the money arrived, with the minutes since they were made.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_pending_verifications AS
SELECT
  p.id              AS payment_id,
  p.merchant_reference,
  p.external_reference,
  p.invoice_id,
  p.patient_id,
  p.facility_id,
  p.provider_id,
  r.name            AS provider_name,
  r.display_name    AS provider_display_name,
  r.verification_type,
  p.amount,
  p.currency,
  p.amount_in_sdg,
  p.risk_score,
  p.is_flagged_suspicious,
  p.created_by,
  p.created_at,
  p.expires_at,
  TIMESTAMPDIFF(MINUTE, p.created_at, UTC_TIMESTAMP(6)) AS waiting_minutes
FROM payments          AS p
JOIN payment_providers AS r ON r.id = p.provider_id
WHERE p.status = 'awaiting_verification';

-- Both sides of what does not agree yet: statement lines without an accepted match, and confirmed payments
-- that no statement line mentions. Cash appears on no statement.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_unreconciled_payments AS
SELECT
  'statement'                AS source,
  s.provider_id,
  r.name                     AS provider_name,
  s.id                       AS reconciliation_id,
  s.payment_id,
  s.statement_reference      AS reference,
  s.external_transaction_id  AS transaction_id,
  s.external_amount          AS amount,
  s.external_currency        AS currency,
  s.transaction_at,
  s.reconciliation_status,
  s.discrepancy_type,
  s.amount_difference,
  DATEDIFF(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR, s.transaction_at + INTERVAL 2 HOUR) AS age_days
FROM payment_reconciliation AS s
JOIN payment_providers      AS r ON r.id = s.provider_id
WHERE s.reconciliation_status IN ('pending', 'mismatch', 'investigating')
UNION ALL
SELECT
  'payment',
  p.provider_id,
  r.name,
  NULL,
  p.id,
  p.merchant_reference,
  p.transaction_id,
  p.amount,
  p.currency,
  p.confirmed_at,
  NULL,
  NULL,
  NULL,
  DATEDIFF(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR, p.confirmed_at + INTERVAL 2 HOUR)
FROM payments          AS p
JOIN payment_providers AS r ON r.id = p.provider_id
WHERE p.status IN ('confirmed', 'partially_refunded', 'refunded')
  AND r.provider_type <> 'cash'
  AND NOT EXISTS (SELECT 1 FROM payment_reconciliation AS s WHERE s.payment_id = p.id);

-- Dues past their date, of plans that still run or have defaulted. A due inside the grace period is listed too.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_overdue_installments AS
SELECT
  i.id AS installment_id,
  i.plan_id,
  n.plan_number,
  n.invoice_id,
  n.patient_id,
  n.facility_id,
  i.installment_number,
  i.due_date,
  n.currency,
  i.amount_due,
  i.late_fee_applied,
  i.paid_amount,
  i.amount_due + i.late_fee_applied - i.paid_amount                 AS outstanding_amount,
  DATEDIFF(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR, i.due_date)          AS days_overdue,
  DATEDIFF(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR, i.due_date) <= n.grace_period_days AS is_in_grace_period
FROM installment_schedule      AS i
JOIN payment_installment_plans AS n ON n.id = i.plan_id
WHERE i.status IN ('pending', 'partially_paid')
  AND i.due_date < DATE(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR)
  AND n.status IN ('active', 'defaulted');

-- Daily figures of a provider over all facilities. Rates are computed from the sums, not averaged.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_provider_daily_performance AS
SELECT
  d.analytics_date,
  d.provider_id,
  r.name                            AS provider_name,
  r.display_name                    AS provider_display_name,
  d.currency,
  SUM(d.total_transactions)         AS total_transactions,
  SUM(d.successful_transactions)    AS successful_transactions,
  SUM(d.failed_transactions)        AS failed_transactions,
  SUM(d.pending_transactions)       AS pending_transactions,
  SUM(d.manual_verification_count)  AS manual_verification_count,
  SUM(d.flagged_count)              AS flagged_count,
  SUM(d.refund_count)               AS refund_count,
  SUM(d.dispute_count)              AS dispute_count,
  SUM(d.total_amount)               AS total_amount,
  SUM(d.total_fees)                 AS total_fees,
  SUM(d.total_refunds)              AS total_refunds,
  SUM(d.net_amount)                 AS net_amount,
  ROUND(100 * SUM(d.successful_transactions) / NULLIF(SUM(d.total_transactions), 0), 4) AS success_rate,
  ROUND(
    SUM(d.avg_processing_seconds * d.successful_transactions) / NULLIF(SUM(d.successful_transactions), 0)
  ) AS avg_processing_seconds
FROM payment_analytics_daily AS d
JOIN payment_providers       AS r ON r.id = d.provider_id
GROUP BY d.analytics_date, d.provider_id, r.name, r.display_name, d.currency;
