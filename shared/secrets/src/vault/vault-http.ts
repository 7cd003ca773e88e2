import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { SecretError } from '../errors.ts';
import type { VaultSettings } from './vault-settings.ts';

/** One request of Vault's HTTP API. */
export interface VaultRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/v1/`, each segment percent-encoded where needed. */
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** What Vault answered. */
export interface VaultAnswer {
  readonly status: number;
  /** Value of the header Retry-After, in milliseconds. */
  readonly retryAfter?: number;
  readonly text: string;
}

/** Largest answer that is read, in bytes. */
const largestAnswer = 1024 * 1024;

/**
 * Sends one request. Node's own client instead of `fetch`, because that cannot be told which certificates to trust.
 * @throws {SecretError} SECRET_STORE_UNAVAILABLE; built from a code only, because a parser's error carries the bytes received
 */
export async function sendToVault(
  settings: VaultSettings,
  request: VaultRequest,
  signal: AbortSignal,
): Promise<VaultAnswer> {
  try {
    const response = await send(settings, request, signal);
    const { statusCode: status = 0, headers } = response;
    const retryAfter = Number(headers['retry-after']) * 1000;
    const text = await readText(response);
    return { status, text, ...(retryAfter > 0 && { retryAfter }) };
  } catch (error) {
    if (error instanceof SecretError) throw error;
    throw unreachable(settings.address, (error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

function send(
  { address, namespace, ca }: VaultSettings,
  { method, path, body, token }: VaultRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const options: RequestOptions & { readonly ca?: string } = {
    method,
    signal,
    agent: false,
    headers: {
      accept: 'application/json',
      'x-vault-request': 'true',
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      ...(token !== undefined && { 'x-vault-token': token }),
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
    },
    ...(ca !== undefined && { ca }),
  };
  const url = new URL(`${address.pathname.replace(/\/$/, '')}/v1/${path}`, address);
  const request = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(text);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestAnswer)
      throw new SecretError('SECRET_MALFORMED', 'Vault answered with more than 1 MB; is VAULT_ADDR right?');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unreachable(address: URL, code: string): SecretError {
  const isCertificate = /CERT|SIGNATURE|ALTNAME|SSL/.test(code);
  const advice = isCertificate
    ? 'its certificate was not accepted; VAULT_CACERT names the file of its authority'
    : 'check VAULT_ADDR and the network';
  return new SecretError(
    'SECRET_STORE_UNAVAILABLE',
    `Vault at ${address.origin} cannot be reached (${code}); ${advice}.`,
    { isTemporary: !isCertificate },
  );
}
