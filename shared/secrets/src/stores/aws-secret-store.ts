import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsFailure, loadClient } from '../aws-client.ts';
import { SecretError } from '../errors.ts';
import { fieldOf, parseObject } from '../json-object.ts';
import type { Credentials, CredentialStore } from '../model.ts';
import { passwordFrom } from '../secret-text.ts';

/** A secret of AWS Secrets Manager. */
export interface AwsSecretPlace {
  /** Name or ARN. */
  readonly id: string;
  readonly field: string;
}

const packageName = '@aws-sdk/client-secrets-manager';

/** What AWS appends to the user name when its rotation takes turns between two accounts. */
const cloneSuffix = '_clone';

/** A secret of AWS Secrets Manager: a JSON object as RDS makes it, or a text that is the password as a whole. */
export function awsSecretStore(user: string, { id, field }: AwsSecretPlace): CredentialStore {
  const name = `The secret ${id} in AWS Secrets Manager`;
  let client: SecretsManagerClient | undefined;
  return {
    name,
    // The SDK tries again by itself, and knows which of its failures are worth it.
    attempts: 1,
    timeout: 8000,
    async fetch(signal) {
      const sdk = await loadClient(
        () => import('@aws-sdk/client-secrets-manager'),
        'aws-secretsmanager:',
        packageName,
      );
      try {
        client ??= new sdk.SecretsManagerClient({
          maxAttempts: 4,
          requestHandler: { requestTimeout: 3000, connectionTimeout: 2000 },
        });
        const command = new sdk.GetSecretValueCommand({ SecretId: id });
        const { SecretString: text } = await client.send(command, { abortSignal: signal });
        return await credentialsFrom(text, { user, field, name });
      } catch (error) {
        throw error instanceof SecretError ? error : awsFailure(error, name);
      }
    },
    close() {
      client?.destroy();
      return Promise.resolve();
    },
  };
}

async function credentialsFrom(
  text: string | undefined,
  { user, field, name }: { readonly user: string; readonly field: string; readonly name: string },
): Promise<Credentials> {
  if (text === undefined)
    throw new SecretError('SECRET_MALFORMED', `${name} is binary; a text was expected.`);
  const isPlain = !text.trimStart().startsWith('{') && field === 'password';
  if (isPlain) return { user, password: passwordFrom(text, name) };
  const object = await parseObject(text, name);
  return { user: userOf(object, user, name), password: fieldOf(object, field, name) };
}

/** A secret that belongs to another account than the configured one was chosen by mistake. */
function userOf(object: Readonly<Record<string, unknown>>, user: string, name: string): string {
  const { username } = object;
  if (username === undefined || username === user) return user;
  if (username === `${user}${cloneSuffix}`) return username;
  throw new SecretError('SECRET_MALFORMED', `${name} is of another account than ${user} (its key username).`);
}
