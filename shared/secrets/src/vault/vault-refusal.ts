import { SecretError } from '../errors.ts';
import type { VaultAnswer } from './vault-http.ts';

/** Where a request went. */
interface Place {
  readonly origin: string;
  readonly path: string;
  /** What was sent to prove who asks; it is taken out of the answer. */
  readonly secret: string;
}

/** Longest part of Vault's own words that is shown. */
const longestQuote = 300;

/** The failure behind a status that is not 200 or 204. */
export function refusal(answer: VaultAnswer, { origin, path, secret }: Place): SecretError {
  const { status, retryAfter } = answer;
  const place = `Vault at ${origin}`;
  const said = quote(answer.text, secret);
  switch (status) {
    case 400:
      return new SecretError(
        'SECRET_STORE_REFUSED',
        `${place} does not accept the request to ${path}${said}.`,
      );
    case 401:
    case 403:
      return new SecretError(
        'SECRET_STORE_REFUSED',
        `${place} refuses ${path} (${status}${said}); check the token or role, and that its policy allows this path.`,
      );
    case 404:
      return new SecretError(
        'SECRET_NOT_FOUND',
        `${place} has nothing at ${path}${said}; check mount and path in DB_PASSWORD_SOURCE.`,
      );
    case 301:
    case 302:
    case 307:
    case 308:
      return new SecretError(
        'SECRET_SETTINGS_INVALID',
        `${place} sends to another address (${status}); set VAULT_ADDR to that of the active server or the load balancer.`,
      );
    default:
      return new SecretError('SECRET_STORE_UNAVAILABLE', `${place} answered ${status}${said}.`, {
        isTemporary: status === 429 || status === 412 || status >= 500,
        ...(retryAfter !== undefined && { retryAfter }),
      });
  }
}

/** `{"errors":["permission denied"]}` in words. What is no such answer comes from something else than Vault and is not shown. */
function quote(text: string, secret: string): string {
  const errors = errorsOf(text).filter((error) => typeof error === 'string');
  const words = errors.join(', ').replace(/\s+/g, ' ').replaceAll(secret, '***').trim();
  return words === '' ? '' : `: ${words.slice(0, longestQuote)}`;
}

function errorsOf(text: string): readonly unknown[] {
  try {
    const { errors } = JSON.parse(text) as { readonly errors?: unknown };
    return Array.isArray(errors) ? errors : [];
  } catch {
    return [];
  }
}
