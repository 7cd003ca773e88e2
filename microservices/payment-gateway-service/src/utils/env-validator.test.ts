import { describe, expect, it } from 'vitest';
import { validateEnvironmentOrThrow } from './env-validator.ts';

const environment = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_payment',
  DB_USER: 'payment_service',
  DB_PASSWORD: 'river-stone-41-lantern',
};

describe('the environment of payment-gateway-service', () => {
  it('has port 7030, its own database and its own account', () => {
    const { port, database } = validateEnvironmentOrThrow(environment);
    expect({ port, name: database.name, user: database.runtime.user }).toEqual({
      port: 7030,
      name: 'nilecare_payment',
      user: 'payment_service',
    });
  });

  it("is refused with another service's database or account, both in one message", () => {
    const foreign = { ...environment, DB_NAME: 'nilecare_lab', DB_USER: 'lab_service' };
    expect(() => validateEnvironmentOrThrow(foreign)).toThrow(
      /DB_NAME must be nilecare_payment, .*\n.*DB_USER must be payment_service, /,
    );
  });
});

describe('the payment providers', () => {
  const provider = {
    ZAIN_CASH_BASE_URL: 'https://api.example/v1',
    ZAIN_CASH_MERCHANT_ID: '4711',
    ZAIN_CASH_API_KEY: 'pebble-key-1b7',
  };

  it('are all optional, and every feature is off', () => {
    const { own } = validateEnvironmentOrThrow(environment);
    expect(own).toMatchObject({ PAYMENT_WEBHOOKS_ENABLED: false, PAYMENT_REFUNDS_ENABLED: false });
    expect(own.MTN_MONEY_API_KEY).toBeUndefined();
  });

  it('have typed settings of their own', () => {
    const { own } = validateEnvironmentOrThrow({ ...environment, ...provider });
    expect(own.ZAIN_CASH_BASE_URL).toBe('https://api.example/v1');
    expect(own.ZAIN_CASH_API_KEY?.reveal()).toBe('pebble-key-1b7');
    expect(JSON.stringify(own)).not.toContain('pebble-key');
  });

  it('are given with address, number and key together', () => {
    expect(() =>
      validateEnvironmentOrThrow({ ...environment, ZAIN_CASH_WEBHOOK_SECRET: 'moss-key-2c8' }),
    ).toThrow(
      /has 3 problems:\n {2}ZAIN_CASH_API_KEY is not set, but ZAIN_CASH_WEBHOOK_SECRET is; .*\n {2}ZAIN_CASH_BASE_URL .*\n {2}ZAIN_CASH_MERCHANT_ID /,
    );
  });

  it.each(['http://api.example', 'https://key:word@api.example', 'api.example', 'https://api.example/#x'])(
    'are not called at %s',
    (address) => {
      expect(() =>
        validateEnvironmentOrThrow({ ...environment, ...provider, ZAIN_CASH_BASE_URL: address }),
      ).toThrow('ZAIN_CASH_BASE_URL must be an https:// address without user, password and fragment.');
    },
  );

  it('E7: with a misspelt variable are warned of', () => {
    const { warnings } = validateEnvironmentOrThrow({ ...environment, MTN_MONEY_APIKEY: 'x' });
    expect(warnings?.map(({ message }) => message)).toEqual([
      'Unknown variable MTN_MONEY_APIKEY. Did you mean MTN_MONEY_API_KEY?',
    ]);
  });
});
