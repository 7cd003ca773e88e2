-- Rows that `npm run test:phase1` writes as the service's user, to see that none is lost. Invented people only.
INSERT INTO billing_accounts (id, account_number, patient_id, facility_id, account_type, total_charges, total_payments) VALUES
  ('01900000-0000-7000-8000-00000000aa01', 'A-1', 'p1', 'h1', 'self_pay', '9999999999999.99', '0.01'),
  ('01900000-0000-7000-8000-00000000aa02', 'A-2', 'p2', 'h1', 'insurance', 0, 0);

INSERT INTO charge_master (service_code, effective_from, effective_to, service_name, service_name_ar, service_category, unit_price) VALUES
  ('CONS', '2025-01-01', NULL, 'Consultation; "first"', 'استشارة', 'consultation', '0.3350'),
  ('XRAY', '2024-02-29', '2024-12-31', 'X-ray 😀', NULL, 'imaging', '12500.0000');

INSERT INTO invoices (id, invoice_number, billing_account_id, patient_id, facility_id, status, issued_at, invoice_date, subtotal, tax_amount, total_amount) VALUES
  ('01900000-0000-7000-8000-00000000bb01', 'I-1', '01900000-0000-7000-8000-00000000aa01', 'p1', 'h1', 'issued', '2025-01-01 08:00:00.000001', '2025-01-01', 100, 15, 115);

INSERT INTO invoice_line_items (invoice_id, line_number, item_type, service_code, service_description, quantity, unit_price, line_total) VALUES
  ('01900000-0000-7000-8000-00000000bb01', 1, 'service', 'CONS', 'O''Brien\\s consultation', 3, '0.3350', '1.01');

INSERT INTO invoice_payment_allocations (invoice_id, payment_id, source_allocation_id, allocation_type, allocated_amount, allocated_at) VALUES
  ('01900000-0000-7000-8000-00000000bb01', 'y1', 's1', 'payment', 40, '2025-01-02');

INSERT INTO insurance_claims (id, claim_number, billing_account_id, patient_id, facility_id, insurance_policy_id, payer_id, claim_type, service_date_from, service_date_to) VALUES
  ('01900000-0000-7000-8000-00000000cc01', 'C-1', '01900000-0000-7000-8000-00000000aa02', 'p2', 'h1', 's1', 'NHIF', 'professional', '2025-01-01', '2025-01-01');

INSERT INTO billing_adjustments (adjustment_number, billing_account_id, adjustment_type, direction, adjustment_amount, reason, requested_by) VALUES
  ('J-1', '01900000-0000-7000-8000-00000000aa01', 'discount', 'credit', 10, 'hardship', 'clerk');

INSERT INTO billing_audit_log (action, resource_type, old_values, new_values) VALUES
  ('update', 'invoices', '{"note": "قبل"}', '{"note": "after", "total": 115.00}');
