import { readSecretFile, SecretFileError } from '@nilecare/config-validator';
import { SecretError } from '../errors.ts';
import type { CredentialStore } from '../model.ts';

/** A file with the password, read at each question: whoever changes the password replaces the file. */
export function fileStore(user: string, path: string): CredentialStore {
  return {
    name: `The file ${path}`,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown must become a rejection
    async fetch() {
      try {
        return { user, password: readSecretFile(path) };
      } catch (error) {
        if (!(error instanceof SecretFileError)) throw error;
        throw new SecretError(
          'SECRET_FILE_UNUSABLE',
          `The password file ${path} cannot be used: its variable ${error.message}`,
        );
      }
    },
  };
}
