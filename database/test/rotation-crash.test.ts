import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { addCredentials } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { passwordVariable } from '../src/passwords/resolve-secret.ts';
import type { RotationAim } from '../src/plan/plan-rotation.ts';
import type { AdminConnection } from '../src/server/connect.ts';
import { rotationFixture, type RotationFixture } from './rotation-fixture.ts';

/** What rotation-child.mjs is told. */
interface RotationOrders {
  readonly root: string;
  readonly user: string;
  readonly connection: AdminConnection;
  readonly aim: RotationAim;
  readonly dieAfter: number;
}

/** After how many steps the process is killed, which step that is, and what the next plan finds. */
const switchSteps = [
  [1, 'keep-pending', 'begun'],
  [2, 'add-password', 'added'],
  [3, 'verify-login', 'added'],
  [4, 'write-secret (.env)', 'added'],
  [5, 'write-secret (credentials.env)', 'switched'],
] as const;
const finishSteps = [
  [1, 'verify-login', 'switched'],
  [2, 'discard-old', 'done'],
  [3, 'forget-pending', 'none'],
] as const;

describe.each(testServers())('a rotation killed on $kind $version', (server) => {
  const start = async (): Promise<RotationFixture> => {
    const fixture = await rotationFixture(server);
    onTestFinished(() => fixture.remove());
    await addCredentials(fixture.root, { [passwordVariable(fixture.user)]: fixture.old });
    return fixture;
  };

  const killedRun = async (
    { root, user }: RotationFixture,
    aim: RotationAim,
    dieAfter: number,
  ): Promise<void> => {
    const { host, port, user: administrator, password } = server;
    const connection = { host, port, user: administrator, password };
    const orders: RotationOrders = { root, user, connection, aim, dieAfter };
    const program = path.join(import.meta.dirname, 'rotation-child.mjs');
    const child = spawn(process.execPath, [program], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.stdin.end(JSON.stringify(orders));
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  };

  const expectComplete = async (fixture: RotationFixture): Promise<void> => {
    const { DB_PASSWORD: next = '' } = await fixture.env();
    expect(next).not.toBe(fixture.old);
    expect([await fixture.logIn(fixture.old), await fixture.logIn(next)]).toEqual([1045, 0]);
    const credentials = await fixture.credentials();
    expect(credentials).toContain(`${passwordVariable(fixture.user)}=${next}\n`);
    expect(credentials).not.toContain('PENDING');
  };

  it.each(switchSteps)(
    'U7 after step %i (%s) is completed by the same command',
    async (dieAfter, _, stage) => {
      const fixture = await start();
      await killedRun(fixture, 'switch', dieAfter);
      const { DB_PASSWORD: inUse = '' } = await fixture.env();
      expect(await fixture.logIn(inUse)).toBe(0);
      expect(await fixture.logIn(fixture.old)).toBe(0);
      expect(await fixture.rotate()).toMatchObject({ users: [{ stage, after: 'switched', findings: [] }] });
      await fixture.rotate({ aim: 'finish' });
      await expectComplete(fixture);
    },
  );

  it.each(finishSteps)(
    'U7 in the end after step %i (%s) is completed by the same command',
    async (dieAfter, _, stage) => {
      const fixture = await start();
      await fixture.rotate();
      await killedRun(fixture, 'finish', dieAfter);
      const { DB_PASSWORD: inUse = '' } = await fixture.env();
      expect(await fixture.logIn(inUse)).toBe(0);
      const { users } = await fixture.rotate({ aim: 'finish' });
      expect(users[0]?.stage).toBe(stage);
      await expectComplete(fixture);
    },
  );
});
