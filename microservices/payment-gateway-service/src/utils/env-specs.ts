import { strictBoolean, withDefault } from '@nilecare/config-validator';
import { halfProviders, providerVariables } from './provider-specs.ts';

/**
 * The environment of payment-gateway-service: its own database, account and port, the variables that every service
 * has, and the settings of the payment providers. Nothing calls the providers yet.
 */
export const environmentSpecs = {
  identity: {
    service: 'payment-gateway-service',
    database: 'nilecare_payment',
    user: 'payment_service',
    port: 7030,
  },
  own: { ...featureFlags(), ...providerVariables() },
  rules: halfProviders,
};

function featureFlags() {
  const section = 'Feature flags';
  return {
    PAYMENT_WEBHOOKS_ENABLED: withDefault(strictBoolean, 'false', {
      section,
      about: 'true or false: whether events of providers are accepted.',
      example: 'false',
    }),
    PAYMENT_REFUNDS_ENABLED: withDefault(strictBoolean, 'false', {
      section,
      about: 'true or false: whether refunds are sent to providers.',
      example: 'false',
    }),
    PAYMENT_INSTALLMENTS_ENABLED: withDefault(strictBoolean, 'false', {
      section,
      about: 'true or false: whether payment by installments is offered.',
      example: 'false',
    }),
  };
}
