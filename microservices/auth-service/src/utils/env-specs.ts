/** The environment of auth-service: its own database, account and port, and the variables that every service has. */
export const environmentSpecs = {
  identity: {
    service: 'auth-service',
    database: 'nilecare_auth',
    user: 'auth_service',
    port: 7020,
  },
  own: {},
} as const;
