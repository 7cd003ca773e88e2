import {
  EnvironmentError,
  validateDatabaseEnvironment,
  type DatabaseAccount,
  type Environment,
} from '../src/index.ts';

export const identity = {
  service: 'auth-service',
  database: 'nilecare_auth',
  user: 'auth_service',
  port: 7020,
};

export const development = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
  DB_PASSWORD: 'river-stone-41-lantern',
};

export const production = { ...development, NODE_ENV: 'production', DB_SSL_MODE: 'VERIFY_IDENTITY' };

/** What an environment is refused with. */
export function refusal(environment: Environment): EnvironmentError {
  try {
    validateDatabaseEnvironment(environment, identity);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

/** The sentences of a refusal. */
export const problems = (environment: Environment) =>
  refusal(environment).problems.map(({ message }) => message);

/** The password of an account that has it at hand. */
export function passwordOf(account: DatabaseAccount | undefined): string {
  const credentials = account?.credentials;
  if (credentials?.kind === 'fixed' || credentials?.kind === 'file') return credentials.password.reveal();
  throw new Error('The account has no password at hand.');
}
