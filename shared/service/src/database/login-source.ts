import {
  readSecretFile,
  type DatabaseAccount,
  type DatabaseLogin,
  type Secret,
} from '@nilecare/config-validator';
import { ServiceError } from '../errors.ts';

/** Where the pool gets its login from, each time that it opens a connection. */
export interface LoginSource {
  /** The login to use now; cheap, because it is asked for before every query. */
  readonly current: () => Promise<DatabaseLogin>;
  /**
   * Called when the server refused the login. MUST join calls that come at the same time.
   *
   * @returns whether there is another login to try
   */
  readonly refresh: () => Promise<boolean>;
  /** Ends what the source does in the background. */
  readonly close: () => void;
}

/**
 * The login of an account with a fixed password or one from a file.
 *
 * @throws {ServiceError} DATABASE_UNREACHABLE for a source that is none of these
 */
export function loginSource({ user, credentials }: DatabaseAccount): LoginSource {
  switch (credentials.kind) {
    case 'fixed':
      return fixedLogin({ user, password: credentials.password });
    case 'file':
      return fileLogin(user, credentials);
    default:
      throw new ServiceError(
        'DATABASE_UNREACHABLE',
        `The password of ${user} comes from a ${credentials.kind}, which services cannot read yet.\n` +
          'Try: set DB_PASSWORD or DB_PASSWORD_FILE.',
      );
  }
}

function fixedLogin(login: DatabaseLogin): LoginSource {
  return {
    current: () => Promise.resolve(login),
    refresh: () => Promise.resolve(false),
    close: () => undefined,
  };
}

/** A rotation replaces the file; the old password is kept while the new one cannot be read. */
function fileLogin(user: string, file: { readonly path: string; readonly password: Secret }): LoginSource {
  let { password } = file;
  return {
    current: () => Promise.resolve({ user, password }),
    refresh: () => {
      const found = tryToRead(file.path);
      const isOther = found !== undefined && found.reveal() !== password.reveal();
      if (isOther) password = found;
      return Promise.resolve(isOther);
    },
    close: () => undefined,
  };
}

function tryToRead(path: string): Secret | undefined {
  try {
    return readSecretFile(path);
  } catch {
    return undefined;
  }
}
