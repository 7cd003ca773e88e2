/** What the first version of each service's schema consists of. */
export interface ServiceSchema {
  readonly service: string;
  /** Name in the file names: `V1__Initial_<subject>_schema.sql`. */
  readonly subject: string;
  /** In creation order. */
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly foreignKeys: number;
  /** Besides the primary keys. */
  readonly indexes: number;
  readonly nonUniqueIndexes: number;
  /** Columns with health information, `table.column`. */
  readonly phi: readonly string[];
  /** Seeded rows per table. */
  readonly seeds: Readonly<Record<string, number>>;
  /** What an operator may do to seeded rows. */
  readonly edits: readonly string[];
  /** Values of every ENUM in order, separated by blanks. */
  readonly enums: Readonly<Record<string, string>>;
}
const auth: ServiceSchema = {
  service: 'auth-service',
  subject: 'auth',
  tables: [
    'auth_roles',
    'auth_permissions',
    'auth_users',
    'auth_devices',
    'auth_refresh_tokens',
    'auth_audit_logs',
    'auth_login_attempts',
  ],
  views: ['v_active_users', 'v_audit_summary', 'v_recent_failed_logins', 'v_user_sessions'],
  foreignKeys: 4,
  indexes: 35,
  nonUniqueIndexes: 25,
  phi: [],
  seeds: { auth_roles: 10, auth_permissions: 42 },
  edits: [
    "UPDATE auth_roles SET permissions = JSON_ARRAY('reports:read') WHERE name = 'nurse'",
    "UPDATE auth_roles SET name = 'cashier' WHERE name = 'billing_clerk'",
    "UPDATE auth_permissions SET description = 'edited' WHERE name = 'audit:read'",
  ],
  enums: {
    'auth_users.status': 'pending_verification active inactive suspended deactivated',
    'auth_users.mfa_method': 'totp webauthn sms',
    'auth_refresh_tokens.revoked_reason': 'logout token_reuse password_change admin device_removed expired',
    'auth_audit_logs.result': 'success failure',
  },
};

const billing: ServiceSchema = {
  service: 'billing-service',
  subject: 'billing',
  tables: [
    'billing_accounts',
    'charge_master',
    'invoices',
    'invoice_line_items',
    'invoice_payment_allocations',
    'insurance_claims',
    'claim_line_items',
    'billing_adjustments',
    'billing_audit_log',
  ],
  views: ['v_account_balances', 'v_ar_ageing', 'v_invoice_allocation_gaps', 'v_open_claims'],
  foreignKeys: 13,
  indexes: 54,
  nonUniqueIndexes: 45,
  phi: [
    'billing_accounts.guarantor_id',
    'billing_accounts.patient_id',
    'billing_audit_log.new_values',
    'billing_audit_log.old_values',
    'claim_line_items.diagnosis_codes',
    'claim_line_items.procedure_code',
    'insurance_claims.denial_reason',
    'insurance_claims.insurance_policy_id',
    'insurance_claims.patient_id',
    'invoice_line_items.service_description',
    'invoices.encounter_id',
    'invoices.notes',
    'invoices.patient_id',
  ],
  seeds: {},
  edits: [],
  enums: {
    'billing_accounts.account_type': 'self_pay insurance government employer charity other',
    'billing_accounts.status': 'active on_hold inactive collections written_off entered_in_error',
    'invoices.invoice_type': 'standard insurance emergency pharmacy lab radiology surgery consultation other',
    'invoices.status': 'draft issued partially_paid paid cancelled voided written_off',
    'invoice_line_items.item_type':
      'service medication supply equipment room_charge lab_test radiology procedure consultation other',
    'invoice_payment_allocations.allocation_type': 'payment insurance_payment credit refund reversal',
    'insurance_claims.coverage_order': 'primary secondary tertiary',
    'insurance_claims.claim_type': 'professional institutional dental pharmacy vision',
    'insurance_claims.claim_format': 'cms1500 ub04 edi_837p edi_837i edi_837d fhir manual',
    'insurance_claims.status':
      'draft ready_to_submit submitted rejected accepted pending partially_paid paid denied appealed reversed cancelled',
    'insurance_claims.denial_group_code': 'CO OA PI PR',
    'claim_line_items.line_status': 'pending approved partially_approved denied',
    'billing_adjustments.adjustment_type':
      'discount contractual write_off bad_debt charity_care correction late_fee other',
    'billing_adjustments.direction': 'credit debit',
    'billing_adjustments.status': 'pending_approval approved rejected reversed',
    'billing_audit_log.result': 'success failure',
  },
};

const payment: ServiceSchema = {
  service: 'payment-gateway-service',
  subject: 'payment',
  tables: [
    'payment_providers',
    'payments',
    'payment_installment_plans',
    'installment_schedule',
    'payment_reconciliation',
    'payment_refunds',
    'invoice_payments',
    'payment_webhooks',
    'payment_disputes',
    'payment_analytics_daily',
  ],
  views: [
    'v_overdue_installments',
    'v_pending_verifications',
    'v_provider_daily_performance',
    'v_unreconciled_payments',
  ],
  foreignKeys: 14,
  indexes: 63,
  nonUniqueIndexes: 49,
  phi: [
    'payment_disputes.dispute_reason',
    'payment_disputes.evidence',
    'payment_installment_plans.patient_id',
    'payments.evidence',
    'payments.patient_id',
  ],
  seeds: { payment_providers: 12 },
  edits: ["UPDATE payment_providers SET is_active = 1, fee_percentage = 2.5 WHERE name = 'visa'"],
  enums: {
    'payment_providers.provider_type':
      'bank_card local_bank mobile_wallet digital_wallet cash cheque bank_transfer',
    'payment_providers.verification_type': 'manual api_auto webhook hybrid',
    'payments.status':
      'pending processing awaiting_verification verified confirmed rejected failed cancelled partially_refunded refunded',
    'payments.verification_method': 'manual api webhook cash_receipt bank_statement',
    'payment_installment_plans.installment_frequency': 'weekly biweekly monthly quarterly',
    'payment_installment_plans.status': 'draft active completed defaulted cancelled',
    'installment_schedule.status': 'pending partially_paid paid waived cancelled',
    'payment_reconciliation.reconciliation_status':
      'pending matched mismatch investigating resolved written_off',
    'payment_reconciliation.discrepancy_type':
      'amount currency timing missing_internal missing_external duplicate other',
    'payment_reconciliation.resolution_action': 'adjust_payment refund write_off contact_provider none',
    'payment_refunds.refund_reason':
      'patient_request service_cancellation service_not_delivered overpayment duplicate_payment billing_error quality_issue system_error other',
    'payment_refunds.refund_method': 'original_payment_method bank_transfer cash credit_note',
    'payment_refunds.status': 'pending approved rejected processing completed failed cancelled',
    'invoice_payments.allocation_type': 'full partial installment overpayment refund reversal',
    'payment_webhooks.status': 'received processing processed ignored failed',
    'payment_disputes.dispute_type':
      'unauthorized amount_incorrect service_not_received quality_issue duplicate_charge other',
    'payment_disputes.status': 'open needs_response under_review won lost withdrawn',
    'payment_disputes.resolution': 'refund_issued partial_refund charge_reversed no_action',
  },
};

export const schemas = { auth, billing, payment } as const;
