/**
 * A process that rotates a password and is killed, as by kill -9, after a number of steps. Its orders are one JSON line
 * on standard input.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rotate } from '../src/commands/rotate.ts';
import { loadServiceMap } from '../src/map/load-service-map.ts';
import { openRotationSecrets } from '../src/passwords/rotation-secrets.ts';
import type { RotationAim } from '../src/plan/plan-rotation.ts';
import type { AdminConnection } from '../src/server/connect.ts';

/** What the process is told. */
export interface RotationOrders {
  readonly root: string;
  readonly user: string;
  readonly connection: AdminConnection;
  readonly aim: RotationAim;
  readonly dieAfter: number;
}

const orders = JSON.parse(readFileSync(0, 'utf8')) as RotationOrders;
const { root, user, connection, aim } = orders;
const map = loadServiceMap(path.join(root, 'database', 'service-map.json'));
let done = 0;
await rotate({
  connection,
  users: [user],
  openSecrets: (name) => openRotationSecrets({ root, map, environment: {} }, name),
  aim,
  mode: 'apply',
  onEvent: () => {
    done += 1;
    if (done === orders.dieAfter) process.kill(process.pid, 'SIGKILL');
  },
});
