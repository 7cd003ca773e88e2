/**
 * A process that rotates a password and is killed, as by kill -9, after a number of steps. Its orders, a RotationOrders, are
 * one JSON line on standard input. It is plain JavaScript, and the package as built, because either through tsx would take
 * twice the processor time to start.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { loadServiceMap, openRotationSecrets, rotate } from '@nilecare/database';

const { root, user, connection, aim, dieAfter } = JSON.parse(readFileSync(0, 'utf8'));
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
    if (done === dieAfter) process.kill(process.pid, 'SIGKILL');
  },
});
