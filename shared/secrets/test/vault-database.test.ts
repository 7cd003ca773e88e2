import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everythingOf, login, open } from './helpers.ts';
import {
  envelope,
  permissionDenied,
  startVault,
  type Answer,
  type SeenRequest,
  type VaultServer,
} from './vault-server.ts';

const source = { kind: 'vault-database', mount: 'database', role: 'auth' } as const;

/** Vault's database engine, with leases of fractions of a second. */
class DatabaseEngine {
  made = 0;
  readonly renewed: string[] = [];
  readonly revoked: string[] = [];
  /** Seconds of a new lease. */
  lease = 0.6;
  /** Seconds that a renewal brings. */
  renewal = 0.6;
  /** Seconds of the token of a login. */
  tokenLife = 3600;
  logins = 0;
  /** What to answer instead to some requests. */
  failure: (request: SeenRequest) => Answer | undefined = () => undefined;

  answer = (request: SeenRequest): Answer | undefined => {
    const { path, body } = request;
    const failure = this.failure(request);
    if (failure !== undefined) return failure;
    switch (path) {
      case 'auth/approle/login':
        this.logins++;
        return this.#token();
      case 'auth/token/renew-self':
        return {
          status: 200,
          body: { ...envelope, auth: { client_token: request.token, lease_duration: 0.2, renewable: true } },
        };
      case 'auth/token/revoke-self':
        return { status: 204 };
      case 'database/creds/auth': {
        const number = ++this.made;
        const data = { username: `v-auth-${number}`, password: `made-${number}` };
        const id = `database/creds/auth/${number}`;
        return {
          status: 200,
          body: { ...envelope, lease_id: id, renewable: true, lease_duration: this.lease, data },
        };
      }
      case 'sys/leases/renew':
        this.renewed.push(String(body['lease_id']));
        return {
          status: 200,
          body: { ...envelope, lease_id: body['lease_id'], renewable: true, lease_duration: this.renewal },
        };
      case 'sys/leases/revoke':
        this.revoked.push(String(body['lease_id']));
        return { status: 204 };
      default:
        return undefined;
    }
  };

  #token(): Answer {
    const auth = { client_token: `hvs.${this.logins}`, lease_duration: this.tokenLife, renewable: true };
    return { status: 200, body: { ...envelope, auth } };
  }
}

describe('E10: accounts that Vault makes', () => {
  let vault: VaultServer;
  let engine: DatabaseEngine;
  let lines: string[];
  beforeEach(async () => {
    engine = new DatabaseEngine();
    lines = [];
    vault = await startVault();
    vault.intercept = engine.answer;
  });
  afterEach(() => vault.close());

  const openRole = (login: Readonly<Record<string, string>> = { VAULT_TOKEN: 'given' }) =>
    open(source, {
      environment: { VAULT_ADDR: vault.url, ...login },
      report: (line) => void lines.push(line),
    });
  const appRole = { VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: 'secret' };

  it('come with user, password and the time at which they end', async () => {
    engine.lease = 3600;
    const provider = openRole();
    const { expires } = await provider.current();
    expect(await login(provider)).toBe('v-auth-1:made-1');
    const left = Number(expires) - Date.now();
    expect(left).toBeGreaterThan(3_590_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });

  it('are renewed as long as Vault lets them live', async () => {
    const provider = openRole();
    await provider.current();
    await expect.poll(() => engine.renewed.length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(await login(provider)).toBe('v-auth-1:made-1');
    expect(engine.made).toBe(1);
  });

  it('are replaced before the longest time of the role is over', async () => {
    engine.renewal = 0.1;
    const provider = openRole();
    await provider.current();
    await expect.poll(() => login(provider), { timeout: 10_000 }).toMatch(/^v-auth-([2-9]):made-\1$/);
  });

  it.each([
    ['gone', { status: 400, body: { errors: ['lease not found'] } }],
    ['not ours to renew', permissionDenied],
  ])('are replaced when the lease is %s', async (_state, answer) => {
    engine.failure = ({ path }) => (path === 'sys/leases/renew' ? answer : undefined);
    const provider = openRole();
    await provider.current();
    await expect.poll(() => engine.made, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(lines).toEqual([]);
  });

  it('are still good while Vault is away, until the lease ends: then there is an error and no stale login', async () => {
    engine.lease = 1.5;
    const provider = openRole();
    await provider.current();
    await vault.close();
    expect(await provider.refresh()).toBe(false);
    expect(await login(provider)).toBe('v-auth-1:made-1');
    await expect
      .poll(() => lines.join('\n'), { timeout: 10_000 })
      .toContain('Its lease could not be renewed and is tried again.');
    await expect
      .poll(() => everythingOf(provider.current()).catch(() => ''), { timeout: 10_000 })
      .toContain('cannot be reached (ECONNREFUSED)');
    expect(lines.join()).not.toContain('made-1');
  });

  it('end with the token that asked for them: a new login comes before', async () => {
    engine.lease = 3600;
    engine.renewal = 3600;
    engine.tokenLife = 0.6;
    const provider = openRole(appRole);
    const { expires } = await provider.current();
    expect(Number(expires) - Date.now()).toBeLessThan(700);
    engine.tokenLife = 7200;
    await expect.poll(() => engine.logins, { timeout: 10_000 }).toBe(2);
    await expect
      .poll(async () => Number((await provider.current()).expires) - Date.now())
      .toBeGreaterThan(3_000_000);
  });

  it('are new ones after a refused login, and all are given back at the end', async () => {
    engine.lease = 3600;
    const provider = openRole();
    await provider.current();
    expect(await provider.refresh()).toBe(true);
    expect(await login(provider)).toMatch(/^v-auth-([2-9]):made-\1$/);
    await provider.close();
    await provider.close();
    expect(engine.revoked).toEqual(['database/creds/auth/1', 'database/creds/auth/2']);
  });

  it('end together with the token of a login', async () => {
    const provider = openRole(appRole);
    await provider.current();
    await provider.close();
    expect(vault.seen.at(-1)).toMatchObject({ path: 'auth/token/revoke-self', token: 'hvs.1' });
    expect(engine.revoked).toEqual([]);
  });

  it('that cannot be given back are told and do not hold up the stop', async () => {
    const provider = openRole();
    await provider.current();
    await vault.close();
    await provider.close();
    expect(lines.join()).toContain('Its leases were not given back and run out by themselves.');
  });

  it('are not taken for such when the role is no role', async () => {
    vault.intercept = () => ({ status: 200, body: { ...envelope, data: { password: 'made-1' } } });
    const shown = await everythingOf(openRole().current());
    expect(shown).toContain('answered database/auth without a lease');
    expect(shown).not.toContain('made-1');
  });
});
