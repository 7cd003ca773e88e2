import path from 'node:path';
import { drop } from '../commands/drop.ts';
import { hashLine } from '../commands/hash.ts';
import { status } from '../commands/status.ts';
import { checkFiles, writeFiles } from '../commands/write.ts';
import { DatabaseError } from '../errors.ts';
import { selectServices } from '../map/accounts.ts';
import { loadServiceMap } from '../map/load-service-map.ts';
import type { ServiceMap } from '../model.ts';
import { openSecretStore } from '../passwords/open-secret-store.ts';
import { passwordVariable } from '../passwords/resolve-secret.ts';
import { weakPasswordPolicy, weaknessesOf } from '../passwords/weaknesses.ts';
import type { Step } from '../plan/plan.ts';
import { dropText, statusText, stepText, writeText } from '../report/text.ts';
import { findAdministrator } from '../server/find-administrator.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { commandNames, type Invocation } from './parse-arguments.ts';
import { runAudit } from './run-audit.ts';
import { runProvision } from './run-provision.ts';
import { print } from './print.ts';
import { runRotate } from './run-rotate.ts';
import type { Surroundings } from './surroundings.ts';
import { askForPasswords, askToConfirm, isInteractive } from './terminal.ts';
import { usageOf } from './usage.ts';

/** Runs one command and prints its result. */
export async function run(invocation: Invocation, around: Surroundings): Promise<ExitCode> {
  switch (invocation.command) {
    case 'help':
      return runHelp(invocation, around);
    case 'version':
      around.print(around.version);
      return exitCodes.success;
    case 'create':
      return runProvision(invocation, around, mapOf(around), 'databases-and-users');
    case 'users':
      return runProvision(invocation, around, mapOf(around), 'users');
    case 'drop':
      return runDrop(invocation, around);
    case 'status':
      return runStatus(invocation, around);
    case 'rotate':
      return runRotate(invocation, around, mapOf(around));
    case 'audit':
      return runAudit(invocation, around, mapOf(around));
    case 'hash':
      return runHash(invocation, around);
    case 'write':
      return runWrite(invocation, around);
  }
}

function runHelp({ operands }: Invocation, around: Surroundings): ExitCode {
  around.print(usageOf(commandNames.find((name) => name === operands[0])));
  return exitCodes.success;
}

async function runDrop(invocation: Invocation, around: Surroundings): Promise<ExitCode> {
  const map = mapOf(around);
  const { services } = invocation;
  const selected = selectServices(map, services);
  const asks = invocation.confirmed.length === 0 && isInteractive(around.terminal);
  const confirmed = asks ? await askToConfirm(around.terminal, selected) : invocation.confirmed;
  const report = await drop({
    connection: await findAdministrator(around.root, around.environment),
    map,
    confirmed,
    ...(services && { services }),
    onEvent: stepPrinter(invocation, around),
  });
  print(invocation, around, report, dropText);
  return exitCodes.success;
}

async function runStatus(invocation: Invocation, around: Surroundings): Promise<ExitCode> {
  const map = mapOf(around);
  const { services, host } = invocation;
  selectServices(map, services);
  const report = await status({
    connection: await findAdministrator(around.root, around.environment),
    map,
    secrets: await openSecretStore({ ...around, map }),
    ...(services && { services }),
    ...(host !== undefined && { host }),
  });
  print(invocation, around, report, statusText);
  return exitCodes.success;
}

async function runHash({ operands: users }: Invocation, around: Surroundings): Promise<ExitCode> {
  const map = mapOf(around);
  const known = [...map.services.map(({ user }) => user), map.readonlyUser];
  const unknown = users.filter((user) => !known.includes(user));
  if (users.length === 0 || unknown.length > 0) {
    const problem = unknown.length > 0 ? `No user is called ${unknown.join(', ')}` : 'No user was named';
    throw new DatabaseError('USAGE', `${problem}. The users are ${known.join(', ')}.`, {
      context: { unknown },
    });
  }
  const variableOf = (user: string): string | undefined =>
    around.environment[passwordVariable(user)] || undefined;
  const asked = await askForPasswords(
    around.terminal,
    users.filter((user) => variableOf(user) === undefined),
  );
  const lines = users.map((user) => hashLine(user, variableOf(user) ?? asked.get(user) ?? ''));
  for (const user of users) await judge(user, variableOf(user) ?? asked.get(user) ?? '', map, around);
  around.print(lines.join('\n'));
  return exitCodes.success;
}

/** Warnings go where prompts go, because standard output is piped into a database client. */
async function judge(user: string, password: string, map: ServiceMap, around: Surroundings): Promise<void> {
  const weaknesses = await weaknessesOf(user, password, map);
  if (weaknesses.length === 0) return;
  const sentence = `The password of ${user} ${weaknesses.join(' and ')}.`;
  if (weakPasswordPolicy(around.environment) === 'refuse') {
    throw new DatabaseError('BAD_SECRET', `${sentence} Give a better one.`, { context: { user } });
  }
  around.terminal.output.write(`warning: ${sentence}\n`);
}

async function runWrite(invocation: Invocation, around: Surroundings): Promise<ExitCode> {
  const directory = path.join(around.root, 'database');
  const mode = invocation.write;
  const files = await (mode === 'check' ? checkFiles : writeFiles)(mapOf(around), directory);
  print(invocation, around, files, (result) => writeText(result, mode));
  const isBehind = mode === 'check' && files.some(({ state }) => state !== 'equal');
  return isBehind ? exitCodes.failure : exitCodes.success;
}

function mapOf({ root }: Surroundings): ServiceMap {
  return loadServiceMap(path.join(root, 'database', 'service-map.json'));
}

function stepPrinter(invocation: Invocation, around: Surroundings): (step: Step) => void {
  return (step) => {
    if (invocation.output === 'text') around.print(stepText(step));
  };
}
