import type { BecameReadOnlyError, NotWritableError, WriteObstacle } from '../server-errors.ts';

/** Why a server takes no writes, and where they can go. */
export function describeObstruction({ address, obstacle }: NotWritableError): string {
  return `${whatIs(address, obstacle)}; nothing was started.\n${whatToDo(obstacle)}`;
}

/** A switch-over in the middle of a script, as a rule. */
export function describeSwitch({ script, done, total, fault }: BecameReadOnlyError): string {
  return `The server became read-only (switch-over?) after ${done}/${total} statements of ${script}: ${fault.errno ?? ''} ${fault.message}\nRun migrate again when it is writable, or on the server that takes writes now: it goes on behind what is committed.`;
}

function whatIs(address: string, obstacle: WriteObstacle): string {
  switch (obstacle.kind) {
    case 'read-only':
      return `The server ${address} is read-only (${obstacle.variable} is on)`;
    case 'not in the primary component':
      return `The node ${address} is not in the primary component of its Galera cluster${
        obstacle.status === '' ? '' : ` (wsrep_cluster_status is ${obstacle.status})`
      }`;
    case 'not the primary':
      return obstacle.state === 'ONLINE'
        ? `The server ${address} is a secondary of its replication group, and read-only`
        : `The server ${address} is ${obstacle.state} in its replication group`;
    case 'no majority':
      return `The replication group of the server ${address} has no majority: ${obstacle.reachable} of ${obstacle.members} members can be reached`;
  }
}

function whatToDo(obstacle: WriteObstacle): string {
  switch (obstacle.kind) {
    case 'read-only':
      return obstacle.source === undefined
        ? 'It may be a replica, or in the middle of a switch-over: connect to the server that takes writes, or make this one writable.'
        : `It is a replica of ${obstacle.source}: connect to that one.`;
    case 'not in the primary component':
      return 'Connect to a node that is in it, or bring the others back first.';
    case 'not the primary':
      return obstacle.primary === undefined
        ? 'Bring the group back first.'
        : `The primary is ${obstacle.primary}: connect to that one.`;
    case 'no majority':
      return 'Bring the other members back first: what is sent now would wait for them without end.';
  }
}
