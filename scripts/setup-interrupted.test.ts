import { stopServer } from '@nilecare/dev-database';
import {
  startThrowawayServer,
  testServers,
  type TestServer,
  type ThrowawayServer,
} from '@nilecare/dev-database/testing';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyRepository, removeCopy, runSetup, type Outcome } from './test/clone.ts';
import { namedServer, problemsOfSecretFiles, undoSetup } from './test/services.ts';

const isPosix = process.platform !== 'win32';

/**
 * The moments, by what was printed last; a run prints about 25 lines. They lie between the steps of the set-up, which are
 * the same on every kind of server, so each is tried on one kind: every second on the other.
 */
const moments: readonly (readonly [string, RegExp])[] = [
  ['the server answers', /^\w+ [\d.]+ (?:runs|is running) on /m],
  ['the first database is there', /^Created database nilecare_auth/m],
  ['the last database is there', /^Created database nilecare_inventory/m],
  ['the first user is there', /^Created user auth_service/m],
  ['the last user is there', /^Created user readonly_service/m],
  ['the first .env is written', /^Wrote .*auth-service/m],
  ['the last .env is written', /^Wrote .*payment-gateway-service/m],
  ['the first service is migrated', /^Migrated /m],
];

const kinds = testServers().map(({ kind }) => kind);

describe.runIf(isPosix).each(kinds)('S1 the set-up on %s, interrupted', { timeout: 180_000 }, (kind) => {
  const mine = moments.filter((_, index) => kinds[index % kinds.length] === kind);
  let own: ThrowawayServer;
  let folder = '';
  beforeAll(async () => {
    own = await startThrowawayServer({ kind });
    folder = await copyRepository();
  });
  beforeEach(() => undoSetup(folder, own.server));
  afterAll(async () => {
    await own.stop();
    await removeCopy(folder);
  });

  const run = (...moments: readonly RegExp[]): Promise<Outcome> => {
    const left = [...moments];
    return runSetup(folder, [], {
      variables: namedServer(own.server),
      onOutput: (output, child) => {
        if (left[0]?.test(output) && child.kill('SIGINT')) left.shift();
      },
    });
  };

  it.each(mine)(
    'by Ctrl-C when %s leaves nothing half done and is completed by a second run',
    async (_, moment) => {
      const first = await run(moment);
      // The last migrations may have been done before the signal came.
      expect([0, 130], first.output).toContain(first.code);
      if (first.code === 130)
        expect(first.output).toContain('To complete the set-up: ./scripts/setup-phase1.sh\n');
      expect(await problemsOfSecretFiles(folder)).toEqual([]);

      const second = await run();
      expect(second.code, second.output).toBe(0);
      expect(second.output.match(/^Migrated .*-service: /gm)).toHaveLength(3);
      expect(await problemsOfSecretFiles(folder)).toEqual([]);
    },
  );

  if (kind !== kinds[0]) return;

  it('by Ctrl-C twice ends at once, and is completed by a second run', async () => {
    const holder = await holdWrites(own.server);
    try {
      const stopped = await runSetup(folder, [], {
        variables: namedServer(own.server),
        onStart: (child) => void holder.blocked().then(() => child.kill('SIGINT')),
        onOutput: (output, child) => {
          if (/^Stopping after/m.test(output)) child.kill('SIGINT');
        },
      });
      // The step that the first signal lets finish is still held.
      expect(stopped.code, stopped.output).toBe(130);
      expect(stopped.output).toContain('Stopping after the running step');
      expect(stopped.output).not.toContain('Created database');
    } finally {
      await holder.release();
    }
    expect(await problemsOfSecretFiles(folder)).toEqual([]);

    const second = await run();
    expect(second.code, second.output).toBe(0);
  });
});

describe.runIf(isPosix)('S1 the set-up of a private server', { timeout: 180_000 }, () => {
  it.each([
    ['before anything is printed', /^/],
    ['while the server starts', /./],
    ['when the server answers', /runs on/],
  ])('interrupted by Ctrl-C %s is completed by a second run', async (_, moment) => {
    const folder = await copyRepository();
    try {
      let isSent = false;
      const first = await runSetup(folder, [], {
        onStart: (child) => {
          if (moment.test('')) setTimeout(() => (isSent = child.kill('SIGINT')), 300);
        },
        onOutput: (output, child) => {
          if (!isSent && moment.test(output)) isSent = child.kill('SIGINT');
        },
      });
      expect([130, 1], first.output).toContain(first.code);
      const second = await runSetup(folder, []);
      expect(second.code, second.output).toBe(0);
      expect(await problemsOfSecretFiles(folder)).toEqual([]);
    } finally {
      await stopServer(folder);
      await removeCopy(folder);
    }
  });
});

/** Lets no statement change anything on a server until it is released. */
async function holdWrites({ host, port, user, password }: TestServer) {
  const connection = await createConnection({ host, port, user, password });
  await connection.query('FLUSH TABLES WITH READ LOCK');
  return {
    /** Resolves when the creation of a database waits. */
    blocked: () =>
      vi.waitUntil(
        async () => {
          const [rows] = await connection.query<RowDataPacket[]>(
            "SELECT id FROM information_schema.processlist WHERE info LIKE 'CREATE DATABASE%'",
          );
          return rows.length > 0;
        },
        { timeout: 60_000, interval: 50 },
      ),
    release: () => connection.end(),
  };
}
