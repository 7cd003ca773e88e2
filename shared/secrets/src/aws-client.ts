import { SecretError } from './errors.ts';

/**
 * Loads a client of AWS. They are optional: a service that does not use them need not carry them.
 * @param source how the setting that needs it is written
 * @throws {SecretError} SECRET_CLIENT_MISSING with the command that installs it
 */
export async function loadClient<T>(load: () => Promise<T>, source: string, name: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SecretError(
      'SECRET_CLIENT_MISSING',
      `DB_PASSWORD_SOURCE=${source} needs the package ${name}: npm install ${name}`,
    );
  }
}

/** What the SDK's exceptions have in common; `$response` and others are left alone, as they hold headers. */
interface AwsFailure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * The failure behind an exception of the SDK, told by its name and not by its words.
 * @param place what was asked, to begin a sentence with
 */
export function awsFailure(error: unknown, place: string): SecretError {
  const { name = 'unknown', code, message = '', $metadata } = (error ?? {}) as AwsFailure;
  const id = $metadata?.requestId === undefined ? '' : `, request ${$metadata.requestId}`;
  const told = `${code ?? name}${id}`;
  if (name === 'ResourceNotFoundException')
    return new SecretError(
      'SECRET_NOT_FOUND',
      `${place} does not exist in this account and region (${told}).`,
    );
  if (/AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|InvalidClientToken/.test(name))
    return new SecretError(
      'SECRET_STORE_REFUSED',
      `AWS refuses ${place} (${told}); check the role of this service and its policy.`,
    );
  if (name === 'CredentialsProviderError')
    return new SecretError(
      'SECRET_SETTINGS_INVALID',
      `No AWS credentials were found for ${place}; give the machine a role, or set AWS_PROFILE or AWS_ACCESS_KEY_ID.`,
    );
  if (/region is missing/i.test(message))
    return new SecretError('SECRET_SETTINGS_INVALID', `AWS_REGION is not set; it is needed for ${place}.`);
  if (/^(?:InvalidRequest|InvalidParameter|Validation|Decryption)/.test(name))
    return new SecretError('SECRET_STORE_REFUSED', `AWS does not accept the request for ${place} (${told}).`);
  return new SecretError('SECRET_STORE_UNAVAILABLE', `${place} could not be had (${told}).`, {
    isTemporary: true,
  });
}
