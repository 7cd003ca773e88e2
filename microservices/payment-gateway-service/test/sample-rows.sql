-- Rows that `npm run test:phase1` writes as the service's user, to see that none is lost. Invented people only.
-- The provider is one that the first migration writes.
INSERT INTO payments (id, patient_id, facility_id, provider_id, amount, currency, exchange_rate, amount_in_sdg, net_amount, merchant_reference, idempotency_key, request_hash) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'p1', 'h1', '01900000-0000-7000-8000-000000000302', 100, 'SDG', DEFAULT, 100, 100, 'M-1', 'K-1', REPEAT('a', 64)),
  ('01900000-0000-7000-8000-00000000aa02', 'p1', 'h1', '01900000-0000-7000-8000-000000000302', '100.00', 'USD', '600', 60000, '100.00', 'M-2', 'K-2', REPEAT('b', 64));

INSERT INTO payment_installment_plans (id, plan_number, invoice_id, patient_id, facility_id, total_amount, number_of_installments, installment_amount, start_date, end_date, status) VALUES
  ('01900000-0000-7000-8000-00000000bb01', 'N-1', 'i1', 'p1', 'h1', 300, 3, 100, '2025-01-01', '2025-03-31', 'active');

INSERT INTO installment_schedule (id, plan_id, installment_number, due_date, amount_due) VALUES
  ('01900000-0000-7000-8000-00000000cc01', '01900000-0000-7000-8000-00000000bb01', 1, '2025-01-31', 100),
  ('01900000-0000-7000-8000-00000000cc02', '01900000-0000-7000-8000-00000000bb01', 2, '2025-02-28', 100);

INSERT INTO invoice_payments (payment_id, invoice_id, installment_id, allocation_type, allocated_amount, note) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'i1', '01900000-0000-7000-8000-00000000cc01', 'installment', 100, 'دفعة أولى; "first" 😀');

INSERT INTO payment_webhooks (provider_id, dedupe_key, event_type, payment_id, signature_valid, payload_sha256, payload) VALUES
  ('01900000-0000-7000-8000-000000000302', 'E-1', 'paid', '01900000-0000-7000-8000-00000000aa01', 1, REPEAT('c', 64), '{"note": "O''Brien\\\\s", "amount": 100.00}');

INSERT INTO payment_refunds (payment_id, refund_reference, idempotency_key, request_hash, refund_amount, refund_reason, requested_by) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'R-1', 'K-1', REPEAT('d', 64), 10, 'overpayment', 'clerk');

INSERT INTO payment_reconciliation (provider_id, statement_reference, statement_line_number, external_amount, transaction_at) VALUES
  ('01900000-0000-7000-8000-000000000302', 'S-1', 1, 70, '2025-01-01 12:00:00.5');
