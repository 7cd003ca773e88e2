import { describe, expect, it } from 'vitest';
import { parseCredentialSource } from './credential-source.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:nilecare/auth-AbCdEf';

describe('the text of DB_PASSWORD_SOURCE', () => {
  it.each([
    ['vault-kv:secret/nilecare/auth#pass', { mount: 'secret', path: 'nilecare/auth', field: 'pass' }],
    ['vault-kv:secret/auth', { mount: 'secret', path: 'auth', field: 'password' }],
    ['vault-database:database/auth', { mount: 'database', role: 'auth' }],
    ['vault-database:team/database/auth', { mount: 'team/database', role: 'auth' }],
    ['aws-secretsmanager:nilecare/auth#pass', { kind: 'aws-secret', id: 'nilecare/auth', field: 'pass' }],
    [`aws-secretsmanager:${arn}`, { kind: 'aws-secret', id: arn, field: 'password' }],
    ['rds-iam', { kind: 'rds-iam' }],
  ])('%s is %j', (text, source) => {
    expect(parseCredentialSource(text)).toEqual({ kind: text.split(':')[0], ...source });
  });

  it.each([
    '',
    'vault',
    'vault-kv:',
    'vault-kv:secret',
    'vault-kv:/auth',
    'vault-kv:secret/',
    'vault-kv:secret/auth#',
    'vault-kv:secret/auth#a#b',
    'vault-kv:secret/a b',
    'vault-database:auth',
    'vault-database:database/auth#password',
    'aws-secretsmanager:',
    'aws-secretsmanager:#password',
    'rds-iam:x',
    'RDS-IAM',
    'https://vault.example/secret',
  ])('%j is refused without being shown', (text) => {
    expect(() => parseCredentialSource(text)).toThrow(
      /^must be vault-kv:MOUNT\/PATH#FIELD, vault-database:MOUNT\/ROLE, aws-secretsmanager:NAME#FIELD or rds-iam\.$/,
    );
  });
});
