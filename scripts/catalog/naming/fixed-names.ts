/** Names that the design of the first version gave and that keep their form: applications and people know them. */
export const fixedNames: Readonly<
  Record<'singularTables' | 'otherMoments' | 'otherDays', Readonly<Record<string, string>>>
> = {
  singularTables: {
    charge_master: 'fixed by the specification; what hospitals call their price list',
    billing_audit_log: 'fixed by the specification',
    installment_schedule: 'fixed by the specification',
    payment_reconciliation: 'fixed by the specification',
    payment_analytics_daily: 'fixed by the specification',
  },
  otherMoments: {
    account_locked_until: 'the end of a span of time',
    source_watermark: 'newest change that was read, not an event of its own',
  },
  otherDays: {
    effective_from: 'first day of a span',
    effective_to: 'last day of a span',
    service_date_from: 'first day of a span',
    service_date_to: 'last day of a span',
    appeal_deadline: 'fixed by the design',
  },
};
