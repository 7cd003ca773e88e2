import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { resolveConfig, resolveConfigWithWarnings, type FlywayOptions } from './resolve-config.ts';

describe('resolveConfig', () => {
  it('makes a configuration of typed options', () => {
    const config = resolveConfig({
      url: 'mysql://db/shop',
      user: 'me',
      password: 'a,b\\c ${x}',
      locations: ['filesystem:migrations', 'filesystem:more'],
      outOfOrder: true,
      connectRetries: 3,
      target: '2.1?',
      baselineVersion: '1.10',
      ignoreMigrationPatterns: [],
      placeholders: { Owner: 'me' },
      table: undefined,
      workingDirectory: '/srv',
    });
    expect(config).toMatchObject({
      connection: { user: 'me', password: 'a,b\\c ${x}', retries: 3 },
      locations: [path.resolve('/srv/migrations'), path.resolve('/srv/more')],
      outOfOrder: true,
      target: { kind: 'version', failOnMissing: false },
      baselineVersion: { text: '1.10' },
      ignoreMigrationPatterns: [],
      table: 'flyway_schema_history',
    });
    expect(config.placeholders.values).toEqual(new Map([['owner', 'me']]));
  });

  it('starts relative locations from the working directory of the process', () => {
    expect(resolveConfig({ url: 'mysql://db/shop', user: 'me' }).locations).toEqual([path.resolve('sql')]);
  });

  it('takes connection parameters beside the URL', () => {
    const { config, warnings } = resolveConfigWithWarnings({
      url: 'mysql://db/shop',
      user: 'me',
      jdbcProperties: { sslMode: 'REQUIRED', frob: '1' },
    });
    expect(config.connection.tls.mode).toBe('REQUIRED');
    expect(warnings).toEqual(['url: the URL parameter frob is unknown and has no effect']);
  });

  it('refuses unknown and wrong options of untyped callers, all at once', () => {
    const options = {
      url: 'mysql://db/shop',
      user: 'me',
      tabel: 't',
      outOfOrder: 'yes',
    } as unknown as FlywayOptions;
    expect(() => resolveConfig(options)).toThrow(
      new ConfigurationError([
        { message: 'Unknown configuration property: tabel. Did you mean table?' },
        { message: 'outOfOrder must be true or false; it is "yes"' },
      ]),
    );
  });
});
