import { setTimeout as sleep } from 'node:timers/promises';
import { rotate, type RotateReport, type RotateRequest } from '../commands/rotate.ts';
import { DatabaseError } from '../errors.ts';
import { rotationUsers } from '../map/rotation-users.ts';
import type { ServiceMap } from '../model.ts';
import { openRotationSecrets } from '../passwords/rotation-secrets.ts';
import { rotateText, rotationStatusText, rotationStepText } from '../report/rotate-text.ts';
import { findAdministrator } from '../server/find-administrator.ts';
import type { Invocation } from './parse-arguments.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { print } from './print.ts';
import type { Surroundings } from './surroundings.ts';
import { askToFinish, isInteractive } from './terminal.ts';

/** Runs `nilecare-db rotate` in each of its forms. */
export async function runRotate(
  invocation: Invocation,
  around: Surroundings,
  map: ServiceMap,
): Promise<ExitCode> {
  const { operands, services, rotation, mode } = invocation;
  if (operands.length === 0 && services === undefined && rotation !== 'status') {
    throw new DatabaseError(
      'USAGE',
      'No user was named. Name users, or --service. See: nilecare-db help rotate',
    );
  }
  const users = rotationUsers(map, { users: operands, ...(services && { services }) });
  const base = {
    connection: await findAdministrator(around.root, around.environment),
    users,
    optional: users.filter((user) => isOptional(user, invocation, map)),
    openSecrets: (user: string) => openRotationSecrets({ ...around, map }, user),
  };
  if (rotation === 'status') {
    print(invocation, around, await rotate({ ...base, aim: 'switch', mode: 'plan' }), rotationStatusText);
    return exitCodes.success;
  }
  const onEvent: RotateRequest['onEvent'] = (step) => {
    if (invocation.output === 'text') around.print(rotationStepText(step));
  };
  const request = { ...base, mode, onEvent, signal: around.stopSignal() };
  const report = await rotate({ ...request, aim: rotation });
  print(invocation, around, report, rotateText);
  const isLeft = report.applied && report.users.some(({ after }) => after === 'switched');
  if (isLeft && (await mayFinish(invocation, around, report, request.signal))) {
    const finished = await rotate({ ...request, aim: 'finish' });
    print(invocation, around, finished, rotateText);
    return exitCodeOf(finished);
  }
  return exitCodeOf(report);
}

/** A user that was not named itself need not have an account: a service may have no runtime user. */
function isOptional(user: string, { operands, services }: Invocation, map: ServiceMap): boolean {
  if (operands.includes(user)) return false;
  return services === undefined || map.services.every((service) => service.user !== user);
}

/** Whether to go on to the end: after the overlap, or when somebody at the terminal says so. */
async function mayFinish(
  { overlap, output }: Invocation,
  { terminal }: Surroundings,
  { users }: RotateReport,
  signal: AbortSignal,
): Promise<boolean> {
  if (overlap !== undefined) {
    return sleep(overlap, true, { signal }).catch(() => {
      const message = `Stopped while both passwords work. Later: nilecare-db rotate --finish ${users.map(({ user }) => user).join(' ')}`;
      throw new DatabaseError('INTERRUPTED', message);
    });
  }
  if (output === 'json' || !isInteractive(terminal)) return false;
  return askToFinish(
    terminal,
    users.map(({ user }) => user),
  );
}

function exitCodeOf({ users }: RotateReport): ExitCode {
  const hasErrors = users.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  return hasErrors ? exitCodes.failure : exitCodes.success;
}
