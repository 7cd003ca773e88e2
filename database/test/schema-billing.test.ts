import { testServers } from '@nilecare/dev-database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemas } from './schema-expectations.ts';
import { checkErrno, insert, refusal, select, useSchema, type Row } from './schema-fixture.ts';

const account: Row = {
  id: 'a1',
  account_number: 'A-1',
  patient_id: 'p1',
  facility_id: 'h1',
  account_type: 'self_pay',
};
const invoice: Row = {
  id: 'i1',
  invoice_number: 'I-1',
  billing_account_id: 'a1',
  patient_id: 'p1',
  facility_id: 'h1',
  status: 'issued',
  issued_at: '2025-01-01',
  invoice_date: '2025-01-01',
  subtotal: 100,
  tax_amount: 15,
  total_amount: 115,
};
const second: Row = { ...invoice, id: 'i2', invoice_number: 'I-2' };
const line: Row = {
  invoice_id: 'i1',
  line_number: 1,
  item_type: 'service',
  service_code: 'CONS',
  service_description: 'Consultation',
  quantity: 3,
  unit_price: '0.3350',
  line_total: '1.01',
};
const claim: Row = {
  id: 'c1',
  claim_number: 'C-1',
  billing_account_id: 'a1',
  patient_id: 'p1',
  facility_id: 'h1',
  insurance_policy_id: 's1',
  payer_id: 'NHIF',
  claim_type: 'professional',
  service_date_from: '2025-01-01',
  service_date_to: '2025-01-01',
};
const adjustment: Row = {
  adjustment_number: 'J-1',
  billing_account_id: 'a1',
  adjustment_type: 'discount',
  direction: 'credit',
  adjustment_amount: 10,
  reason: 'hardship',
  requested_by: 'clerk',
};
const allocation: Row = {
  invoice_id: 'i1',
  payment_id: 'y1',
  source_allocation_id: 's1',
  allocation_type: 'payment',
  allocated_amount: 40,
  allocated_at: '2025-01-02',
};

describe.each(testServers())('the billing schema on $kind $version', (server) => {
  const broken = checkErrno(server);
  const db = useSchema(server, schemas.billing);
  beforeAll(async () => {
    await insert(db.connection, 'billing_accounts', account);
    await insert(db.connection, 'invoices', invoice);
    await insert(db.connection, 'insurance_claims', claim);
    await insert(db.connection, 'invoice_payment_allocations', allocation);
    await db.connection.commit();
  });

  test.each<[string, string, Row]>([
    ['an invoice whose total is right', 'invoices', second],
    ['a line whose total is rounded half up', 'invoice_line_items', line],
    [
      'a replacement that names the original claim',
      'insurance_claims',
      { ...claim, id: 'c2', claim_number: 'C-2', claim_frequency: '7', original_claim_id: 'c1' },
    ],
    [
      'an adjustment approved by somebody else',
      'billing_adjustments',
      { ...adjustment, status: 'approved', approved_by: 'head' },
    ],
    [
      'a reversal that names the reversed row',
      'invoice_payment_allocations',
      {
        ...allocation,
        id: 'l2',
        source_allocation_id: 's2',
        allocation_type: 'refund',
        allocated_amount: -40,
      },
    ],
  ])('accepts %s', async (_what, table, row) => {
    await insert(db.connection, table, row);
    await db.connection.rollback();
  });

  test.each<[string, string, Row, number, string]>([
    [
      'a total that is off by 0.01',
      'invoices',
      { ...second, total_amount: '115.01' },
      broken,
      'chk_invoices_total',
    ],
    [
      'an issued invoice without a time of issue',
      'invoices',
      { ...second, issued_at: null },
      broken,
      'chk_invoices_issued',
    ],
    [
      'an invoice that is due before its date',
      'invoices',
      { ...second, due_date: '2024-12-31' },
      broken,
      'chk_invoices_due',
    ],
    [
      'a currency in small letters',
      'invoices',
      { ...second, currency: 'sdg' },
      broken,
      'chk_invoices_currency',
    ],
    ['the status overdue, which is derived', 'invoices', { ...second, status: 'overdue' }, 1265, 'status'],
    [
      'a line total rounded down',
      'invoice_line_items',
      { ...line, line_total: '1.00' },
      broken,
      'chk_invoice_line_items_total',
    ],
    [
      'a line of an unknown invoice',
      'invoice_line_items',
      { ...line, invoice_id: 'i9' },
      1452,
      'fk_invoice_line_items_invoice_id',
    ],
    [
      'a replacement without an original claim',
      'insurance_claims',
      { ...claim, id: 'c2', claim_number: 'C-2', claim_frequency: '7' },
      broken,
      'chk_insurance_claims_frequency',
    ],
    [
      'an adjustment approved by its requester',
      'billing_adjustments',
      { ...adjustment, status: 'approved', approved_by: 'clerk' },
      broken,
      'chk_billing_adjustments_approval',
    ],
    [
      'an approved adjustment without an approver',
      'billing_adjustments',
      { ...adjustment, status: 'approved' },
      broken,
      'chk_billing_adjustments_approval',
    ],
    [
      'the same allocation event twice',
      'invoice_payment_allocations',
      allocation,
      1062,
      'uk_invoice_payment_allocations_source_allocation_id',
    ],
    [
      'a refund that adds money',
      'invoice_payment_allocations',
      { ...allocation, source_allocation_id: 's2', allocation_type: 'refund' },
      broken,
      'chk_invoice_payment_allocations_sign',
    ],
    [
      'a reversal of nothing',
      'invoice_payment_allocations',
      { ...allocation, source_allocation_id: 's2', allocation_type: 'reversal', allocated_amount: -40 },
      broken,
      'chk_invoice_payment_allocations_reversal',
    ],
  ])('refuses %s', async (_what, table, row, errno, name) => {
    await expect(insert(db.connection, table, row)).rejects.toMatchObject(refusal(errno, name));
    await db.connection.rollback();
  });

  test('keeps an account that has invoices', async () => {
    const deletion = db.connection.query("DELETE FROM billing_accounts WHERE id = 'a1'");
    await expect(deletion).rejects.toMatchObject({ errno: 1451 });
  });

  test('computes what is due from what is stored', async () => {
    await db.connection.query("UPDATE invoices SET amount_paid = 40, amount_adjusted = 5 WHERE id = 'i1'");
    expect(await select(db.connection, "SELECT balance_due FROM invoices WHERE id = 'i1'")).toEqual([
      ['70.00'],
    ]);
    await db.connection.rollback();
  });

  test('shows an account whose cached totals differ from its invoices and adjustments', async () => {
    await insert(db.connection, 'invoices', { ...second, status: 'draft' });
    await insert(db.connection, 'invoices', { ...second, id: 'i3', invoice_number: 'I-3', currency: 'USD' });
    await insert(db.connection, 'billing_adjustments', {
      ...adjustment,
      status: 'approved',
      approved_by: 'head',
    });
    await db.connection.query("UPDATE invoices SET amount_paid = 40 WHERE id = 'i1'");
    const sql =
      'SELECT summed_charges, summed_payments, summed_adjustments, summed_balance, difference FROM v_account_balances';
    expect(await select(db.connection, sql)).toEqual([['115.00', '40.00', '10.00', '65.00', '-65.00']]);
    await db.connection.rollback();
  });

  test('sorts open balances by the days since they were due in Khartoum', async () => {
    for (const [n, days] of [0, 1, 30, 31, 60, 61, 90, 91].entries())
      await db.connection.query(
        `INSERT INTO invoices (invoice_number, billing_account_id, patient_id, facility_id, status, issued_at,
           invoice_date, due_date, currency, subtotal, total_amount)
         SELECT ?, 'a1', 'p1', 'h1', 'issued', UTC_TIMESTAMP(6), today - INTERVAL 200 DAY, today - INTERVAL ? DAY,
           'USD', ?, ? FROM (SELECT DATE(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR) AS today) t`,
        [`U-${n}`, days, 10 ** n, 10 ** n],
      );
    const sql = `SELECT current_amount, days_1_to_30, days_31_to_60, days_61_to_90, days_over_90, total_due
                 FROM v_ar_ageing WHERE currency = 'USD'`;
    expect(await select(db.connection, sql)).toEqual([
      ['1.00', '110.00', '11000.00', '1100000.00', '10000000.00', '11111111.00'],
    ]);
    await db.connection.rollback();
  });

  test('shows a claim until it is settled, with what comes next', async () => {
    await insert(db.connection, 'insurance_claims', {
      ...claim,
      id: 'c2',
      claim_number: 'C-2',
      status: 'paid',
    });
    await insert(db.connection, 'insurance_claims', {
      ...claim,
      id: 'c3',
      claim_number: 'C-3',
      status: 'denied',
      appeal_deadline: '2025-01-01',
    });
    await insert(db.connection, 'insurance_claims', {
      ...claim,
      id: 'c4',
      claim_number: 'C-4',
      status: 'denied',
      appeal_deadline: '2999-01-01',
    });
    expect(
      await select(db.connection, 'SELECT claim_number, next_action, age_days FROM v_open_claims ORDER BY 1'),
    ).toEqual([
      ['C-1', 'complete', '0'],
      ['C-4', 'appeal_or_accept', '0'],
    ]);
    await db.connection.rollback();
  });

  test('shows an invoice until its allocations add up to what was paid', async () => {
    const gaps = 'SELECT invoice_number, allocated_amount, gap FROM v_invoice_allocation_gaps';
    expect(await select(db.connection, gaps)).toEqual([['I-1', '40.00', '-40.00']]);
    await db.connection.query("UPDATE invoices SET amount_paid = 40 WHERE id = 'i1'");
    expect(await select(db.connection, gaps)).toEqual([]);
    await db.connection.rollback();
  });
});
