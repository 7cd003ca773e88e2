/** The environment of billing-service: its own database, account and port, and the variables that every service has. */
export const environmentSpecs = {
  identity: {
    service: 'billing-service',
    database: 'nilecare_billing',
    user: 'billing_service',
    port: 7050,
  },
  own: {},
} as const;
