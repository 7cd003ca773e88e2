import { Secret } from '@nilecare/config-validator';
import { awsFailure, loadClient } from '../aws-client.ts';
import { SecretError } from '../errors.ts';
import type { CredentialStore } from '../model.ts';

/** The database that the token is for. */
export interface RdsPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

const packageName = '@aws-sdk/rds-signer';

/** AWS accepts a token for 15 minutes; a minute is kept for clocks that differ. */
const tokenLife = 14 * 60_000;

/** `current()` is asked before each query; connections that are opened within this time share a token. Milliseconds. */
const tokenReuse = 10_000;

/** Tokens of RDS IAM instead of a password, signed on this machine. */
export function rdsIamStore({ host, port, user }: RdsPlace): CredentialStore {
  const name = `The RDS IAM token of ${user} for ${host}:${port}`;
  const region = /\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1];
  return {
    name,
    reuse: tokenReuse,
    async fetch() {
      const { Signer } = await loadClient(() => import('@aws-sdk/rds-signer'), 'rds-iam', packageName);
      try {
        const place = { hostname: host, port, username: user };
        const signer = new Signer({ ...place, ...(region !== undefined && { region }) });
        const token = await signer.getAuthToken();
        return { user, password: new Secret(token), expires: new Date(Date.now() + tokenLife) };
      } catch (error) {
        throw error instanceof SecretError ? error : awsFailure(error, name);
      }
    },
  };
}
