import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { audit } from '../src/commands/audit.ts';
import { randomMap } from './random-map.ts';

type Kind = ThrowawayServer['server']['kind'];

/** What the audit finds of a server that is started with these flags, as `code severity`. */
async function foundWith(kind: Kind, flags: readonly string[]): Promise<readonly string[]> {
  const own = await startThrowawayServer({ kind, flags });
  onTestFinished(() => own.stop());
  const { socketPath, user, password } = own.server;
  const connection = { ...(socketPath === undefined ? own.server : { socketPath }), user, password };
  const { findings } = await audit({ connection, map: randomMap('a'), configured: [] });
  return findings.map(({ code, severity }) => `${code} ${severity}`);
}

describe.each(testServers().map(({ kind }) => ({ kind })))('the audit of a $kind server', ({ kind }) => {
  it('finds settings that open it', async () => {
    const found = await foundWith(kind, [
      '--local-infile=1',
      '--secure-file-priv=',
      '--sql-mode=',
      '--general-log=1',
      '--log-bin=binlog',
      '--server-id=1',
      ...(kind === 'mysql' ? ['--log-raw=1', '--log-error-verbosity=1'] : ['--log-warnings=0']),
    ]);
    expect(found).toEqual(
      expect.arrayContaining([
        'local-infile warning',
        'secure-file-priv warning',
        'strict-mode warning',
        'general-log warning',
        'binlog-encryption note',
        'log-warnings note',
        ...(kind === 'mysql' ? ['log-raw error'] : []),
      ]),
    );
  });

  it.skipIf(process.platform === 'win32')('finds that accounts and privileges are not in force', async () => {
    expect(await foundWith(kind, ['--skip-grant-tables'])).toContain('skip-grant-tables error');
  });
});
