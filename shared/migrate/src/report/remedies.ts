import type { StatementEnd } from '../lock-wait.ts';
import type { StatementError } from '../run-errors.ts';
import { waysOn } from './describe-unfinished.ts';

/** Where a script ran: in the schema, or in one that is dropped behind it. */
export type RunPlace = 'schema' | 'scratch schema';

/** The ways on from a failed statement, as whole sentences, the most likely one first. */
export function remediesOf(error: StatementError, place: RunPlace): readonly string[] {
  if (place === 'scratch schema') return ofVerification;
  const { migration, committed, total, fault } = error;
  if ('event' in migration) return ofCallback(error);
  const direction = migration.category === 'Undo' ? 'undo' : 'migrate';
  const ways = waysOn({ script: migration.script, direction, committed, total });
  const cause = causeOfEnd(fault.ended) ?? outsideCause(fault.errno);
  return cause === undefined ? ways : [`${cause}, then: nilecare-migrate resume`, ...ways];
}

const ofVerification = [
  'Fix the file, then run undo -verify again.',
  'If the file needs what no migration makes, such as rows from elsewhere, it cannot be verified.',
] as const;

/** Whether a row was left behind, the next run tells. */
function ofCallback({ committed }: StatementError): readonly string[] {
  const takeBack = committed > 0 ? 'Take back by hand what is committed, fix' : 'Fix';
  return [
    `${takeBack} the file, then run the command again.`,
    'Run the command without callbacks: -skipDefaultCallbacks=true.',
  ];
}

function causeOfEnd(ended: StatementEnd | undefined): string | undefined {
  return ended?.kind === 'deadline'
    ? 'Give it more time (-statementTimeout=<seconds>), or find out why it takes so long'
    : undefined;
}

/** Causes that no file can help against. */
function outsideCause(errno: number | undefined): string | undefined {
  switch (errno) {
    case 1205:
    case 1213:
      return 'Wait until the other transaction has ended';
    case 1044:
    case 1142:
    case 1143:
    case 1227:
    case 1370:
    case 1419:
      return 'Have the missing privilege granted to this account';
    case 1021:
    case 1114:
    case 3675:
      return 'Free space on the server';
    case 1290:
    case 1836:
      return 'Make the server writable, or connect to the one that is';
    default:
      return undefined;
  }
}
