/** `npm run deploy`: the steps of the workflow deploy that are more than one command. */
import path from 'node:path';
import { backUp } from './deploy/backup.ts';
import { readCommand, usage, UsageError, type DeployCommand } from './deploy/options.ts';
import { becomesReady } from './deploy/ready.ts';
import { deployedServices, type DeployedService } from './deploy/services.ts';
import { takeBack } from './deploy/take-back.ts';

const root = path.resolve(import.meta.dirname, '..');
const print = (text: string): void => {
  console.log(text);
};

try {
  const command = readCommand(process.argv.slice(2));
  if (command === 'help') print(usage);
  else process.exitCode = await perform(command);
} catch (error) {
  if (!(error instanceof UsageError) && !isOfTheSystem(error)) throw error;
  console.error(`deploy: ${error.message}`);
  process.exitCode = 1;
}

/** @returns the exit code */
async function perform(command: DeployCommand): Promise<number> {
  const services = deployedServices(root, command.service);
  const [service] = services as readonly [DeployedService];
  if (command.name !== 'services' && command.service === 'all')
    throw new UsageError(
      `${command.name} takes one service: ${services.map(({ name }) => name).join(', ')}.`,
    );
  switch (command.name) {
    case 'services':
      print(`services=${JSON.stringify(services)}`);
      return 0;
    case 'backup': {
      const { file, bytes, sha256 } = await backUp(process.env, command.directory, new Date());
      print(`Backup of ${service.database}: ${file}, ${bytes} bytes, SHA-256 ${sha256}`);
      return 0;
    }
    case 'ready':
      return becomesReady(root, service, command.deadline, print);
    case 'take-back':
      return takeBack(root, service, command, print);
  }
}

/** A folder that cannot be written, a file that is not there: the message says it. */
function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
