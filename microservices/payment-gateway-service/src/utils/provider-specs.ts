import {
  error,
  jsonSecret,
  optional,
  secret,
  text,
  webAddress,
  type Finding,
  type Values,
} from '@nilecare/config-validator';

type ProviderVariables = ReturnType<typeof providerVariables>;

/** Providers with an interface for merchants, by the prefix of their variables; cash and cheques have none. */
const providers = {
  CARD: 'the acquirer of Visa and Mastercard (providers visa and mastercard)',
  BANKAK: 'Bankak of the Bank of Khartoum (providers bankak and bank_of_khartoum)',
  FAISAL_ISLAMIC: 'Faisal Islamic Bank (provider faisal_islamic)',
  OMDURMAN_NATIONAL: 'Omdurman National Bank (provider omdurman_national)',
  ZAIN_CASH: 'Zain Cash (provider zain_cash)',
  MTN_MONEY: 'MTN Mobile Money (provider mtn_money)',
  SUDANI_CASH: 'Sudani Cash (provider sudani_cash)',
} as const;

/** The settings of every payment provider, all optional; placeholders until a contract fills them. */
export function providerVariables() {
  return {
    ...settingsOf('CARD'),
    CARD_SIGNING_KEY: optional(jsonSecret, {
      section: 'Payment providers',
      about:
        'Private key that signs requests to the acquirer, a JSON Web Key. Rather name a file: CARD_SIGNING_KEY_FILE.',
      security: 'Never to be committed or logged.',
      secret: true,
    }),
    ...settingsOf('BANKAK'),
    ...settingsOf('FAISAL_ISLAMIC'),
    ...settingsOf('OMDURMAN_NATIONAL'),
    ...settingsOf('ZAIN_CASH'),
    ...settingsOf('MTN_MONEY'),
    ...settingsOf('SUDANI_CASH'),
  };
}

/** A provider whose settings are given in part cannot be called: each of the missing ones is an error. */
export function halfProviders(values: Partial<Values<ProviderVariables>>): readonly Finding[] {
  return Object.keys(providers).flatMap((prefix) => {
    const needed = ['BASE_URL', 'MERCHANT_ID', 'API_KEY'].map((name) => `${prefix}_${name}`);
    const given = Object.keys(values).filter(
      (name) => name.startsWith(`${prefix}_`) && values[name as keyof ProviderVariables] !== undefined,
    );
    const [first] = given;
    if (first === undefined) return [];
    return needed
      .filter((name) => !given.includes(name))
      .map((name) => error(name, `is not set, but ${first} is; a provider needs ${needed.join(', ')}.`));
  });
}

function settingsOf<const P extends keyof typeof providers>(prefix: P) {
  const section = 'Payment providers';
  const provider = providers[prefix];
  const variables = {
    BASE_URL: optional(webAddress, { section, about: `Address of the interface of ${provider}, https.` }),
    MERCHANT_ID: optional(text, { section, about: `Number of NileCare as a merchant of ${provider}.` }),
    API_KEY: optional(secret, {
      section,
      about: `Key for requests to ${provider}.`,
      security: 'Never to be committed or logged; one for tests and another for production.',
      secret: true,
    }),
    WEBHOOK_SECRET: optional(secret, {
      section,
      about: `Secret that signs the events of ${provider}.`,
      security: 'Whoever has it can report payments that were never made.',
      secret: true,
    }),
  };
  return withPrefix(prefix, variables);
}

function withPrefix<const P extends string, V extends object>(prefix: P, variables: V) {
  const entries = Object.entries(variables).map(([name, variable]) => [
    `${prefix}_${name}`,
    variable as unknown,
  ]);
  return Object.fromEntries(entries) as { readonly [K in keyof V & string as `${P}_${K}`]: V[K] };
}
