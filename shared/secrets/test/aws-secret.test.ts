import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exception, startAws, type AwsAnswer, type AwsServer } from './aws-server.ts';
import { everythingOf, login, open } from './helpers.ts';

const password = 'granite-heron-7412-lantern';
const accessKey = 'AKIDEXAMPLENILECARE1';
const secretKey = 'wJalrXUtnFEMI-not-a-real-key';
const source = { kind: 'aws-secret', id: 'nilecare/auth', field: 'password' } as const;

describe('E10: a password in AWS Secrets Manager', () => {
  let aws: AwsServer;
  let text: string;
  beforeEach(async () => {
    text = JSON.stringify({ username: 'auth_user', password, engine: 'mysql' });
    aws = await startAws(() => ({ status: 200, body: { Name: 'nilecare/auth', SecretString: text } }));
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', aws.url);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKey);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretKey);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await aws.close();
  });

  it('is asked for with a signature', async () => {
    expect(await login(open(source))).toBe(`auth_user:${password}`);
    expect(aws.seen).toEqual([
      {
        target: 'secretsmanager.GetSecretValue',
        authorization: expect.stringMatching(
          new RegExp(
            `^AWS4-HMAC-SHA256 Credential=${accessKey}/\\d{8}/eu-central-1/secretsmanager/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$`,
          ),
        ) as string,
        body: { SecretId: 'nilecare/auth' },
      },
    ]);
  });

  it.each([
    ['another field', { ...source, field: 'pw' }, `{"pw":"other-field"}`, 'auth_user:other-field'],
    ['the whole text', source, 'plain text password', 'auth_user:plain text password'],
    [
      'the second of two accounts',
      source,
      `{"username":"auth_user_clone","password":"p"}`,
      'auth_user_clone:p',
    ],
  ])('is taken from %s', async (_where, place, value, expected) => {
    text = value;
    expect(await login(open(place))).toBe(expected);
  });

  it('is rotated while running', async () => {
    const provider = open(source);
    await provider.current();
    text = JSON.stringify({ username: 'auth_user', password: 'rotated-heron' });
    expect(await provider.refresh()).toBe(true);
    expect(await login(provider)).toBe('auth_user:rotated-heron');
  });

  it.each<[string, AwsAnswer]>([
    ['throttled', exception('ThrottlingException', 'Rate exceeded')],
    ['broken', exception('InternalServiceError', 'An error occurred', 500)],
  ])('is asked for again when AWS is %s for a moment', async (_state, answer) => {
    const good = aws.answer;
    let refusals = 2;
    aws.answer = (request) => (refusals-- > 0 ? answer : good(request));
    expect(await login(open(source))).toBe(`auth_user:${password}`);
  });

  it.each<[string, AwsAnswer, number, string]>([
    [
      'throttled',
      exception('ThrottlingException', 'Rate exceeded'),
      4,
      'could not be had (ThrottlingException, request c0ffee00',
    ],
    [
      'without the secret',
      exception('ResourceNotFoundException', `cannot find ${password}`),
      1,
      'does not exist in this account and region',
    ],
    [
      'refusing',
      exception('AccessDeniedException', `User: arn:aws:iam::1:user/x ${password}`),
      1,
      'AWS refuses The secret nilecare/auth in AWS Secrets Manager (AccessDeniedException',
    ],
    [
      'refusing the key',
      exception('UnrecognizedClientException', 'The security token is invalid'),
      1,
      'check the role of this service and its policy.',
    ],
    ['not able to decrypt', exception('DecryptionFailure', 'KMS'), 1, 'AWS does not accept the request'],
  ])('is given up when AWS is %s', async (_state, answer, tries, expected) => {
    aws.answer = () => answer;
    const shown = await everythingOf(open(source).current());
    expect(shown).toContain(expected);
    expect(aws.seen).toHaveLength(tries);
    for (const secret of [password, accessKey, secretKey, 'AWS4-HMAC']) expect(shown).not.toContain(secret);
  });

  it.each([
    ['without the key', `{"pw":"${password}"}`, 'has no key password (it has 1 key)'],
    [
      'of another account',
      `{"username":"billing_user","password":"${password}"}`,
      'is of another account than auth_user',
    ],
    ['that is broken JSON', `{"password":"${password}`, `is not JSON: the fault is at line 1, column 13.`],
    ['that is empty', '', 'is empty.'],
  ])('in a secret %s is refused without its text', async (_what, value, expected) => {
    text = value;
    const shown = await everythingOf(open(source).current());
    expect(shown).toContain(expected);
    for (const secret of [password, 'billing_user']) expect(shown).not.toContain(secret);
  });

  it('without a region says which variable is missing', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', undefined);
    await expect(open(source).current()).rejects.toThrow('AWS_REGION is not set');
  });

  it('without credentials says so', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    await expect(open(source).current()).rejects.toThrow('No AWS credentials were found');
  });

  it('keeps the last good value while AWS is away', async () => {
    const lines: string[] = [];
    const provider = open(source, { report: (line) => void lines.push(line) });
    await provider.current();
    await aws.close();
    expect(await provider.refresh()).toBe(false);
    expect(await login(provider)).toBe(`auth_user:${password}`);
    expect(lines.join()).toMatch(/could not be had \(ECONNREFUSED\)/);
  });
});
