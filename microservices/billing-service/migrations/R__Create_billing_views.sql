-- Views of the billing service. Runs again whenever this file changes; every statement replaces its view.
--
-- * SQL SECURITY INVOKER: a view shows nobody more than the tables would.
-- * "Today" is the business day in Khartoum, UTC+2 the whole year. Written as an interval, because zone names
--   work only on servers whose time zone tables are loaded.
-- * No sum mixes currencies.
-- * GROUP BY names every plain column: MariaDB does not infer them from the primary key.

-- Cached totals of an account beside the same totals summed from invoices and approved adjustments in its
-- currency. A difference other than 0 asks for a repair of the cache.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_account_balances AS
SELECT
  s.billing_account_id,
  s.account_number,
  s.patient_id,
  s.facility_id,
  s.status,
  s.currency,
  s.cached_charges,
  s.summed_charges,
  s.cached_payments,
  s.summed_payments,
  s.cached_adjustments,
  s.summed_adjustments,
  s.cached_balance,
  s.summed_charges - s.summed_payments - s.summed_adjustments                      AS summed_balance,
  s.cached_balance - (s.summed_charges - s.summed_payments - s.summed_adjustments) AS difference
FROM (
  SELECT
    a.id                AS billing_account_id,
    a.account_number,
    a.patient_id,
    a.facility_id,
    a.status,
    a.currency,
    a.total_charges     AS cached_charges,
    a.total_payments    AS cached_payments,
    a.total_adjustments AS cached_adjustments,
    a.balance_due       AS cached_balance,
    (
      SELECT COALESCE(SUM(i.total_amount), 0)
      FROM invoices AS i
      WHERE i.billing_account_id = a.id
        AND i.currency = a.currency
        AND i.status NOT IN ('draft', 'cancelled', 'voided')
    ) AS summed_charges,
    (
      SELECT COALESCE(SUM(i.amount_paid), 0)
      FROM invoices AS i
      WHERE i.billing_account_id = a.id
        AND i.currency = a.currency
        AND i.status NOT IN ('draft', 'cancelled', 'voided')
    ) AS summed_payments,
    (
      SELECT COALESCE(SUM(CASE j.direction WHEN 'credit' THEN j.adjustment_amount ELSE -j.adjustment_amount END), 0)
      FROM billing_adjustments AS j
      WHERE j.billing_account_id = a.id
        AND j.currency = a.currency
        AND j.status = 'approved'
    ) AS summed_adjustments
  FROM billing_accounts AS a
) AS s;

-- Open balances per account and currency by days past due. Without a due date an invoice is due at once.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_ar_ageing AS
SELECT
  o.facility_id,
  o.billing_account_id,
  o.patient_id,
  o.currency,
  COUNT(*)                                                                       AS open_invoices,
  SUM(CASE WHEN o.days_past_due <= 0              THEN o.balance_due ELSE 0 END) AS current_amount,
  SUM(CASE WHEN o.days_past_due BETWEEN 1 AND 30  THEN o.balance_due ELSE 0 END) AS days_1_to_30,
  SUM(CASE WHEN o.days_past_due BETWEEN 31 AND 60 THEN o.balance_due ELSE 0 END) AS days_31_to_60,
  SUM(CASE WHEN o.days_past_due BETWEEN 61 AND 90 THEN o.balance_due ELSE 0 END) AS days_61_to_90,
  SUM(CASE WHEN o.days_past_due > 90              THEN o.balance_due ELSE 0 END) AS days_over_90,
  SUM(o.balance_due)                                                             AS total_due,
  MAX(o.days_past_due)                                                           AS oldest_days_past_due
FROM (
  SELECT
    i.facility_id,
    i.billing_account_id,
    i.patient_id,
    i.currency,
    i.balance_due,
    DATEDIFF(DATE(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR), COALESCE(i.due_date, i.invoice_date)) AS days_past_due
  FROM invoices AS i
  WHERE i.status IN ('issued', 'partially_paid')
    AND i.balance_due <> 0
) AS o
GROUP BY o.facility_id, o.billing_account_id, o.patient_id, o.currency;

-- Claims that wait for somebody, with their age in days and what comes next. A denied or partially paid
-- claim stays open until its appeal deadline has passed.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_open_claims AS
SELECT
  c.id AS claim_id,
  c.claim_number,
  c.invoice_id,
  c.billing_account_id,
  c.patient_id,
  c.facility_id,
  c.payer_id,
  c.status,
  c.currency,
  c.total_charges,
  c.paid_amount,
  c.submitted_at,
  c.appeal_deadline,
  DATEDIFF(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR, COALESCE(c.submitted_at, c.created_at) + INTERVAL 2 HOUR) AS age_days,
  CASE c.status
    WHEN 'draft'           THEN 'complete'
    WHEN 'ready_to_submit' THEN 'submit'
    WHEN 'submitted'       THEN 'await_acknowledgement'
    WHEN 'rejected'        THEN 'correct_and_resubmit'
    WHEN 'accepted'        THEN 'await_adjudication'
    WHEN 'pending'         THEN 'await_adjudication'
    WHEN 'appealed'        THEN 'await_appeal_decision'
    ELSE 'appeal_or_accept'
  END AS next_action
FROM insurance_claims AS c
WHERE c.status IN ('draft', 'ready_to_submit', 'submitted', 'rejected', 'accepted', 'pending', 'appealed')
   OR (
     c.status IN ('denied', 'partially_paid')
     AND (c.appeal_deadline IS NULL OR c.appeal_deadline >= DATE(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR))
   );

-- Invoices whose amount_paid is not the sum of their allocations. Empty when the books agree.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_invoice_allocation_gaps AS
SELECT
  i.id                                                 AS invoice_id,
  i.invoice_number,
  i.billing_account_id,
  i.status,
  i.currency,
  i.amount_paid,
  COALESCE(SUM(a.allocated_amount), 0)                 AS allocated_amount,
  i.amount_paid - COALESCE(SUM(a.allocated_amount), 0) AS gap
FROM invoices AS i
LEFT JOIN invoice_payment_allocations AS a ON a.invoice_id = i.id AND a.currency = i.currency
GROUP BY i.id, i.invoice_number, i.billing_account_id, i.status, i.currency, i.amount_paid
HAVING i.amount_paid <> COALESCE(SUM(a.allocated_amount), 0);
