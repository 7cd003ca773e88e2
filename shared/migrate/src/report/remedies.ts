import type { StatementError } from '../run-errors.ts';

/** Where a script ran: in the schema, or in one that is dropped behind it. */
export type RunPlace = 'schema' | 'scratch schema';

/** The ways on from a failed statement, as whole sentences: two that differ, the more likely one first. */
export function remediesOf(error: StatementError, place: RunPlace): readonly [string, string] {
  if (place === 'scratch schema') return ofVerification;
  if ('event' in error.migration) return ofCallback(error);
  return error.committed > 0 ? ofHalfRun(error) : ofRolledBack(error);
}

const ofVerification = [
  'Fix the file, then run undo -verify again.',
  'If the file needs what no migration makes, such as rows from elsewhere, it cannot be verified.',
] as const;

/** A callback leaves no row behind, so there is nothing to repair. */
function ofCallback({ committed }: StatementError): readonly [string, string] {
  return [
    `${takeBack(committed)}${committed > 0 ? 'fix' : 'Fix'} the file, then run the command again.`,
    'Run the command without callbacks: -skipDefaultCallbacks=true.',
  ];
}

function ofRolledBack(error: StatementError): readonly [string, string] {
  const again = `run repair, then ${commandOf(error)} again.`;
  const inFile = `Fix the file, ${again}`;
  const cause = outsideCause(error.fault.errno);
  if (cause !== undefined) return [`${cause}, ${again}`, inFile];
  return [inFile, `If the file is right and the database is not: put that right, ${again}`];
}

function ofHalfRun(error: StatementError): readonly [string, string] {
  const { committed, statement } = error;
  const command = commandOf(error);
  const these = committed === 1 ? 'statement 1' : `statements 1 to ${committed}`;
  const { category } = error.migration as { readonly category?: string };
  const help = category === 'Versioned' ? ' (the U file of this version may tell how)' : '';
  return [
    `Take back by hand what ${these} did${help}, fix the file, run repair, then ${command} again: it begins at statement 1.`,
    `Or keep it, if no other database has run this file: delete ${these} from the file, fix the rest from line ${statement.line} on, run repair, then ${command} again.`,
  ];
}

function takeBack(committed: number): string {
  return committed > 0 ? 'Take back by hand what is committed, ' : '';
}

function commandOf({ migration }: StatementError): 'undo' | 'migrate' {
  return 'category' in migration && migration.category === 'Undo' ? 'undo' : 'migrate';
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
