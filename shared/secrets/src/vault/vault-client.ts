import { SecretError } from '../errors.ts';
import { parseObject } from '../json-object.ts';
import { readSettingFile } from '../settings.ts';
import { sendToVault, type VaultAnswer, type VaultRequest } from './vault-http.ts';
import { refusal } from './vault-refusal.ts';
import type { VaultLogin, VaultSettings } from './vault-settings.ts';

/** A JSON object that Vault answered with. */
export type VaultObject = Readonly<Record<string, unknown>>;

/** The right to ask Vault. */
interface Token {
  readonly text: string;
  /** In milliseconds since 1970; Infinity when unknown or without end. */
  readonly expires: number;
  readonly isRenewable: boolean;
  /** From a login of ours. */
  readonly isOwn: boolean;
}

/** Asks Vault, logs in when that is needed, and once more when Vault no longer knows the token. */
export class VaultClient {
  readonly settings: VaultSettings;
  #token: Token | undefined;

  constructor(settings: VaultSettings) {
    this.settings = settings;
  }

  /** When the token of the last login ends, in milliseconds since 1970: leases made with it end then too. */
  get tokenExpires(): number {
    return this.#token?.expires ?? Infinity;
  }

  /**
   * @returns the object that Vault answered with, empty for no content
   * @throws {SecretError}
   */
  async ask(request: Omit<VaultRequest, 'token'>, signal: AbortSignal): Promise<VaultObject> {
    const isOld = this.#token !== undefined && this.#token.expires > Date.now();
    const token = isOld && this.#token ? this.#token : await this.#logIn(signal);
    const answer = await this.#send({ ...request, token: token.text }, signal);
    if (answer.status !== 403 || !isOld) return this.#read(answer, request.path, token.text);
    const { text } = await this.#logIn(signal);
    return this.#read(await this.#send({ ...request, token: text }, signal), request.path, text);
  }

  /**
   * Makes the token of a login last longer, or takes another when it would last less than `least` milliseconds
   * even so. A token that was given is somebody else's to renew.
   */
  async renewToken(least: number, signal: AbortSignal): Promise<void> {
    const token = this.#token;
    if (token === undefined || token.expires === Infinity) return;
    if (token.isRenewable) await this.#renew(signal);
    if (this.tokenExpires - Date.now() < least) await this.#logIn(signal);
  }

  /**
   * Ends the token of a login, and with it all that was made with it.
   * @returns false for a token that was given and lives on, or when there is none
   */
  async revokeToken(signal: AbortSignal): Promise<boolean> {
    if (this.#token === undefined || !this.#token.isOwn) return false;
    const request = { method: 'POST', path: 'auth/token/revoke-self', body: {} } as const;
    const { text } = this.#token;
    this.#token = undefined;
    await this.#read(await this.#send({ ...request, token: text }, signal), request.path, text);
    return true;
  }

  async #renew(signal: AbortSignal): Promise<void> {
    const request = { method: 'POST', path: 'auth/token/renew-self', body: {} } as const;
    try {
      const { auth } = await this.ask(request, signal);
      this.#token = tokenOf(auth) ?? this.#token;
    } catch (error) {
      // Without the right to renew it the token still is good until it ends.
      if (error instanceof SecretError && error.isTemporary) throw error;
      if (signal.aborted) throw error;
    }
  }

  async #logIn(signal: AbortSignal): Promise<Token> {
    const { login } = this.settings;
    this.#token = await this.#newToken(login, signal);
    return this.#token;
  }

  async #newToken(login: VaultLogin, signal: AbortSignal): Promise<Token> {
    switch (login.kind) {
      case 'token':
        return givenToken(login.token);
      case 'token-file':
        return givenToken(await readSettingFile('VAULT_TOKEN_FILE', login.path));
      case 'approle': {
        const { roleId, secretId, mount } = login;
        const secret =
          'text' in secretId ? secretId.text : await readSettingFile('VAULT_SECRET_ID_FILE', secretId.path);
        return this.#logInAt(mount, { role_id: roleId, secret_id: secret }, secret, signal);
      }
      case 'kubernetes': {
        const jwt = await readSettingFile('VAULT_KUBERNETES_TOKEN_FILE', login.tokenPath);
        return this.#logInAt(login.mount, { role: login.role, jwt }, jwt, signal);
      }
    }
  }

  async #logInAt(
    mount: string,
    body: Readonly<Record<string, string>>,
    secret: string,
    signal: AbortSignal,
  ): Promise<Token> {
    const path = `auth/${encodePath(mount)}/login`;
    const answer = await this.#send({ method: 'POST', path, body }, signal);
    const { auth } = await this.#read(answer, path, secret);
    const token = tokenOf(auth);
    if (token !== undefined) return token;
    throw new SecretError('SECRET_MALFORMED', `Vault answered the login at ${path} without a token.`);
  }

  #send(request: VaultRequest, signal: AbortSignal): Promise<VaultAnswer> {
    return sendToVault(this.settings, request, signal);
  }

  async #read(answer: VaultAnswer, path: string, secret: string): Promise<VaultObject> {
    const { origin } = this.settings.address;
    if (answer.status === 204) return {};
    if (answer.status !== 200) throw refusal(answer, { origin, path, secret });
    return parseObject(answer.text, `The answer of Vault at ${origin} to ${path}`);
  }
}

/** Encodes each segment of a path and keeps its slashes. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function givenToken(text: string): Token {
  return { text, expires: Infinity, isRenewable: false, isOwn: false };
}

function tokenOf(auth: unknown): Token | undefined {
  const { client_token: text, lease_duration: seconds, renewable } = (auth ?? {}) as VaultObject;
  if (typeof text !== 'string') return undefined;
  const expires = typeof seconds === 'number' && seconds > 0 ? Date.now() + seconds * 1000 : Infinity;
  return { text, expires, isRenewable: renewable === true, isOwn: true };
}
