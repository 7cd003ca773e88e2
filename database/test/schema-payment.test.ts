import { testServers } from '@nilecare/dev-database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemas } from './schema-expectations.ts';
import { checkErrno, insert, refusal, select, useSchema, type Row } from './schema-fixture.ts';

const cash = '01900000-0000-7000-8000-000000000301';
const cheque = '01900000-0000-7000-8000-000000000302';
const hash = 'a'.repeat(64);
const payment: Row = {
  id: 'y1',
  patient_id: 'p1',
  facility_id: 'h1',
  provider_id: cheque,
  amount: 100,
  amount_in_sdg: 100,
  net_amount: 100,
  merchant_reference: 'M-1',
  idempotency_key: 'K-1',
  request_hash: hash,
};
const second: Row = { ...payment, id: 'y2', merchant_reference: 'M-2', idempotency_key: 'K-2' };
const confirmed: Row = { status: 'confirmed', confirmed_at: '2025-01-01' };
const webhook: Row = {
  provider_id: cheque,
  dedupe_key: 'E-1',
  event_type: 'paid',
  signature_valid: 1,
  payload_sha256: hash,
  payload: '{}',
};
const refund: Row = {
  payment_id: 'y1',
  refund_reference: 'R-1',
  idempotency_key: 'K-1',
  request_hash: hash,
  refund_amount: 10,
  refund_reason: 'overpayment',
  requested_by: 'clerk',
};
const plan: Row = {
  id: 'n1',
  plan_number: 'N-1',
  invoice_id: 'i1',
  patient_id: 'p1',
  facility_id: 'h1',
  total_amount: 300,
  number_of_installments: 3,
  installment_amount: 100,
  start_date: '2025-01-01',
  end_date: '2025-03-31',
  status: 'active',
};
const statementLine: Row = {
  provider_id: cheque,
  statement_reference: 'S-1',
  statement_line_number: 1,
  external_amount: 70,
  transaction_at: '2025-01-01',
};
const figures: Row = { provider_id: cheque, analytics_date: '2025-01-01', facility_id: 'h1' };

describe.each(testServers())('the payment schema on $kind $version', (server) => {
  const broken = checkErrno(server);
  const db = useSchema(server, schemas.payment);
  beforeAll(async () => {
    await insert(db.connection, 'payments', payment);
    await insert(db.connection, 'payment_webhooks', webhook);
    await insert(db.connection, 'payment_installment_plans', plan);
    await db.connection.commit();
  });

  test.each<[string, string, Row]>([
    ['a second payment', 'payments', second],
    [
      'a payment in dollars',
      'payments',
      { ...second, currency: 'USD', exchange_rate: '600', amount_in_sdg: 60000 },
    ],
    [
      'a refund approved by somebody else',
      'payment_refunds',
      { ...refund, status: 'approved', approved_by: 'head' },
    ],
    [
      'a second plan that is a draft',
      'payment_installment_plans',
      { ...plan, id: 'n2', plan_number: 'N-2', status: 'draft' },
    ],
    ['the same event of another provider', 'payment_webhooks', { ...webhook, provider_id: cash }],
  ])('accepts %s', async (_what, table, row) => {
    await insert(db.connection, table, row);
    await db.connection.rollback();
  });

  test.each<[string, string, Row, number, string]>([
    [
      'a repeated idempotency key',
      'payments',
      { ...second, idempotency_key: 'K-1' },
      1062,
      'uk_payments_idempotency_key',
    ],
    [
      'a webhook received twice',
      'payment_webhooks',
      webhook,
      1062,
      'uk_payment_webhooks_provider_id_dedupe_key',
    ],
    [
      'a refund approved by its requester',
      'payment_refunds',
      { ...refund, status: 'approved', approved_by: 'clerk' },
      broken,
      'chk_payment_refunds_approval',
    ],
    [
      'an approved refund without an approver',
      'payment_refunds',
      { ...refund, status: 'approved' },
      broken,
      'chk_payment_refunds_approval',
    ],
    [
      'a refund of an unknown payment',
      'payment_refunds',
      { ...refund, payment_id: 'y9' },
      1452,
      'fk_payment_refunds_payment_id',
    ],
    [
      'a second active plan of an invoice',
      'payment_installment_plans',
      { ...plan, id: 'n2', plan_number: 'N-2' },
      1062,
      'uk_payment_installment_plans_invoice_id_active_flag',
    ],
    [
      'pounds with an exchange rate',
      'payments',
      { ...second, exchange_rate: 2, amount_in_sdg: 200 },
      broken,
      'chk_payments_sdg',
    ],
    ['fees that do not add up', 'payments', { ...second, provider_fee: 1 }, broken, 'chk_payments_fees'],
    [
      'more refunded than paid',
      'payments',
      { ...second, refunded_amount: '100.01' },
      broken,
      'chk_payments_refunded',
    ],
    [
      'a confirmed payment without a time',
      'payments',
      { ...second, status: 'confirmed' },
      broken,
      'chk_payments_state',
    ],
    ['a currency in small letters', 'payments', { ...second, currency: 'sdg' }, broken, 'chk_payments_'],
    [
      'the status overdue, which is derived',
      'payment_installment_plans',
      { ...plan, id: 'n2', status: 'overdue' },
      1265,
      'status',
    ],
  ])('refuses %s', async (_what, table, row, errno, name) => {
    await expect(insert(db.connection, table, row)).rejects.toMatchObject(refusal(errno, name));
    await db.connection.rollback();
  });

  test('asks for approval on exactly the active providers', async () => {
    const sql =
      'SELECT name FROM payment_providers WHERE is_active = 1 AND requires_manual_approval = 1 ORDER BY display_order';
    expect((await select(db.connection, sql)).flat()).toEqual([
      'cash',
      'cheque',
      'bank_transfer',
      'bank_of_khartoum',
      'faisal_islamic',
      'omdurman_national',
      'bankak',
    ]);
    const others =
      'SELECT COUNT(*) FROM payment_providers WHERE is_active = 0 AND requires_manual_approval = 0';
    expect(await select(db.connection, others)).toEqual([['5']]);
  });

  test('shows payments that wait for verification, and how long', async () => {
    await insert(db.connection, 'payments', { ...second, status: 'awaiting_verification' });
    await db.connection.query(
      "UPDATE payments SET created_at = UTC_TIMESTAMP(6) - INTERVAL 90 MINUTE WHERE id = 'y2'",
    );
    const sql = 'SELECT merchant_reference, provider_name, waiting_minutes FROM v_pending_verifications';
    expect(await select(db.connection, sql)).toEqual([['M-2', 'cheque', '90']]);
    await db.connection.rollback();
  });

  test('shows open statement lines and confirmed payments without one, cash apart', async () => {
    await insert(db.connection, 'payments', { ...second, ...confirmed });
    await insert(db.connection, 'payments', {
      ...payment,
      ...confirmed,
      id: 'y3',
      merchant_reference: 'M-3',
      idempotency_key: 'K-3',
      provider_id: cash,
    });
    await insert(db.connection, 'payments', {
      ...payment,
      ...confirmed,
      id: 'y4',
      merchant_reference: 'M-4',
      idempotency_key: 'K-4',
    });
    await insert(db.connection, 'payment_reconciliation', {
      ...statementLine,
      payment_id: 'y4',
      reconciliation_status: 'matched',
    });
    await insert(db.connection, 'payment_reconciliation', { ...statementLine, statement_line_number: 2 });
    const sql = 'SELECT source, reference, amount FROM v_unreconciled_payments ORDER BY source';
    expect(await select(db.connection, sql)).toEqual([
      ['payment', 'M-2', '100.00'],
      ['statement', 'S-1', '70.00'],
    ]);
    await db.connection.rollback();
  });

  test('shows an installment from the day after it was due in Khartoum', async () => {
    for (const [n, days] of [-1, 0, 1, 8].entries())
      await db.connection.query(
        `INSERT INTO installment_schedule (plan_id, installment_number, due_date, amount_due, paid_amount)
         SELECT 'n1', ?, DATE(UTC_TIMESTAMP(6) + INTERVAL 2 HOUR) - INTERVAL ? DAY, 100, 30`,
        [n, days],
      );
    await insert(db.connection, 'installment_schedule', {
      plan_id: 'n1',
      installment_number: 9,
      due_date: '2025-01-01',
      amount_due: 100,
      status: 'paid',
    });
    const sql =
      'SELECT days_overdue, outstanding_amount, is_in_grace_period FROM v_overdue_installments ORDER BY 1';
    expect(await select(db.connection, sql)).toEqual([
      ['1', '70.00', '1'],
      ['8', '70.00', '0'],
    ]);
    await db.connection.rollback();
  });

  test('computes the rates of a provider from the sums of its facilities', async () => {
    await insert(db.connection, 'payment_analytics_daily', {
      ...figures,
      total_transactions: 10,
      successful_transactions: 9,
      avg_processing_seconds: 10,
    });
    await insert(db.connection, 'payment_analytics_daily', {
      ...figures,
      facility_id: 'h2',
      total_transactions: 2,
      successful_transactions: 1,
      avg_processing_seconds: 60,
    });
    await insert(db.connection, 'payment_analytics_daily', { ...figures, currency: 'USD' });
    const sql =
      'SELECT currency, total_transactions, success_rate, avg_processing_seconds FROM v_provider_daily_performance ORDER BY 1';
    expect(await select(db.connection, sql)).toEqual([
      ['SDG', '12', '83.3333', '15'],
      ['USD', '0', null, null],
    ]);
    await db.connection.rollback();
  });
});
