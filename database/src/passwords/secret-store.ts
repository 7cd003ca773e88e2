/** A user's password and where it came from. */
export interface Secret {
  readonly password: string;
  /** For people: `AUTH_SERVICE_DB_PASSWORD`, `DB_PASSWORD in microservices/auth-service/.env`, … */
  readonly source: string;
}

/** Where the passwords of the map's users are known and kept. */
export interface SecretStore {
  /** The user's secret, when one is known. */
  known(user: string): Secret | undefined;
  /**
   * Keeps passwords that were just generated. MUST have stored them durably when it returns, because they are set on
   * the server afterwards, and MUST return them from {@link SecretStore.known} from then on; of a user whose password
   * another process has kept meanwhile MUST return that one, because it may be on the server already.
   *
   * @param passwords by user.
   */
  keep(passwords: ReadonlyMap<string, string>): Promise<void>;
}

/**
 * A store in memory, for tests and for programs that keep passwords elsewhere.
 *
 * @param passwords by user; what is known from the start.
 */
export function memorySecretStore(passwords: Readonly<Record<string, string>> = {}): SecretStore {
  const secrets = new Map(Object.entries(passwords));
  return {
    known: (user) => {
      const password = secrets.get(user);
      return password === undefined ? undefined : { password, source: 'the given passwords' };
    },
    keep: (generated) => {
      for (const [user, password] of generated) secrets.set(user, password);
      return Promise.resolve();
    },
  };
}
