import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exampleFile, variablesOf, type Variable, type Variables } from '@nilecare/config-validator';
import * as auth from '../microservices/auth-service/src/utils/env-validator.ts';
import * as billing from '../microservices/billing-service/src/utils/env-validator.ts';
import * as payment from '../microservices/payment-gateway-service/src/utils/env-validator.ts';
import { serviceFolders } from './env/services.ts';

const microservices = join(import.meta.dirname, '..', 'microservices');

const services = [
  { service: 'auth-service', port: 7020, validate: auth.validateEnvironmentOrThrow },
  { service: 'billing-service', port: 7050, validate: billing.validateEnvironmentOrThrow },
  { service: 'payment-gateway-service', port: 7030, validate: payment.validateEnvironmentOrThrow },
] as const;

/** Settings of some Flyway files, later ones winning. */
const settings = (texts: readonly string[]) =>
  Object.fromEntries(
    texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

const folders = serviceFolders(join(import.meta.dirname, '..'));

describe.each(services)('the settings of $service', ({ service, port, validate }) => {
  const specs = folders.find(({ name }) => name === service)?.specs;
  if (specs === undefined) throw new Error(`${service} has no specs`);
  const read = (name: string) => readFileSync(join(microservices, service, name), 'utf8');

  describe('.env.example', () => {
    const example = read('.env.example');

    it('is written from the specs, with a comment above each variable and nothing behind a value', () => {
      expect(example).toBe(exampleFile(specs));
      const lines = example.split('\n');
      const assignments = lines.filter((line) => /^#?[A-Z_]+=/.test(line));
      expect(assignments.every((line) => /^#?[A-Z_]+=[A-Za-z0-9_.]*$/.test(line))).toBe(true);
      expect(assignments.every((line) => lines[lines.indexOf(line) - 1]?.startsWith('# '))).toBe(true);
      const variables = Object.entries<Variable>(variablesOf<Variables>(specs));
      const names = variables.flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
      expect(Object.keys(parseEnv(example.replace(/^#(?=[A-Z])/gm, ''))).sort()).toEqual(names.sort());
    });

    it('lacks nothing but the password', () => {
      const given = parseEnv(example);
      expect(() => validate(given)).toThrow(/has 1 problem:\n {2}DB_PASSWORD is empty\./);
      const configuration = validate({ ...given, DB_PASSWORD: 'river-stone-41' });
      expect(configuration).toMatchObject({ port, environment: 'development', logLevel: 'info' });
    });
  });

  describe('the Flyway files', () => {
    const common = settings([read('flyway.conf')]);
    const development = settings([read('flyway.conf'), read('flyway-dev.conf')]);
    const production = settings([read('flyway.conf'), read('flyway-prod.conf')]);

    it('take the credentials from the environment alone and keep the history in schema_version', () => {
      for (const each of [common, development, production]) {
        expect(each).toMatchObject({
          'flyway.user': '${DB_USER}',
          'flyway.password': '${DB_PASSWORD}',
          'flyway.table': 'schema_version',
          'flyway.locations': 'filesystem:migrations',
        });
      }
    });

    it('forbid clean everywhere but in development', () => {
      expect(common['flyway.cleanDisabled']).toBe('true');
      expect(development['flyway.cleanDisabled']).toBe('false');
      expect(production['flyway.cleanDisabled']).toBe('true');
    });

    it('mark production, forbid out-of-order there and verify the server', () => {
      expect(production['flyway.placeholders.environment']).toBe('production');
      expect(development['flyway.placeholders.environment']).toBe('development');
      expect(common['flyway.placeholders.environment']).toBeUndefined();
      expect(production['flyway.outOfOrder']).toBe('false');
      const query = new URLSearchParams(String(production['flyway.url']).split('?')[1]);
      expect(Object.fromEntries(query)).toEqual({
        sslMode: 'VERIFY_IDENTITY',
        useSSL: 'true',
        trustServerCertificate: 'false',
        serverSslCert: '${DB_SSL_CA}',
      });
    });

    it('mention variables outside of comments only, because both readers replace them everywhere', () => {
      const comments = ['flyway.conf', 'flyway-dev.conf', 'flyway-prod.conf']
        .flatMap((name) => read(name).split('\n'))
        .filter((line) => line.startsWith('#'));
      expect(comments.join('\n')).not.toContain('${');
    });
  });
});
