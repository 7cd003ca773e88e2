/**
 * `npm run setup`: from a bare machine to migrated services. Idempotent: what exists is kept, what an
 * interrupted run left out is completed.
 */
import path from 'node:path';
import { styleText } from 'node:util';
import { findAdministrator, loadServiceMap, openSecretStore } from '@nilecare/database';
import { startServer, type RunningServer } from '@nilecare/dev-database';
import { countTables } from './setup/count-tables.ts';
import { describeSetupError } from './setup/describe-error.ts';
import { writeEnvFiles } from './setup/env-files.ts';
import { migrateServices } from './setup/migrate-services.ts';
import { nextCommand } from './setup/next-command.ts';
import { readOptions, usage, type SetupOptions } from './setup/options.ts';
import { provisionServices } from './setup/provision.ts';
import { provisionRuntimeAccounts, runtimeServices } from './setup/runtime-accounts.ts';
import { summaryText } from './setup/summary.ts';

const root = path.resolve(import.meta.dirname, '..');
const again = nextCommand(process.argv.slice(2), {
  platform: process.platform,
  npmScript: process.env['npm_lifecycle_event'],
});
const interrupted = new AbortController();
// The reader of the output may go away (`| head`): the set-up goes on.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort(signal);
    say(`Stopping after the running step. To complete the set-up: ${again}`);
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else process.exitCode = await setup(options);
} catch (error) {
  console.error(styleText('red', `setup: ${describeSetupError(error, again)}`));
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}

/** @returns the exit code */
async function setup(options: SetupOptions): Promise<number> {
  const started = Date.now();
  const server = await startServer({
    ...options,
    root,
    environment: process.env,
    onProgress: say,
    signal: interrupted.signal,
  });
  say(
    `${serverName(server)} ${server.outcome === 'started' ? 'runs' : 'is running'} on ${addressOf(server)}`,
  );
  const map = loadServiceMap();
  const secrets = await openSecretStore({ root, map, environment: process.env });
  const connection = await findAdministrator(root, process.env);
  interrupted.signal.throwIfAborted();
  await provisionServices({ connection, map, secrets, say });
  interrupted.signal.throwIfAborted();
  const services = map.services.filter(({ phase }) => phase === 1);
  const serving = await runtimeServices(root, services, options.runtimeAccounts);
  const runtime = { connection, map, secrets, services: serving, say };
  await provisionRuntimeAccounts(runtime);
  await writeEnvFiles({
    ...{ root, services, serving, secrets, server: connection, environment: process.env, say },
  });
  interrupted.signal.throwIfAborted();
  const results = await migrateServices({ root, services, stop: interrupted.signal, say });
  interrupted.signal.throwIfAborted();
  await provisionRuntimeAccounts(runtime);
  const tables = await countTables(
    connection,
    services.map(({ database }) => database),
  );
  const seconds = (Date.now() - started) / 1000;
  console.log(
    summaryText(results, { tables, server: serverName(server), address: addressOf(server), seconds, again }),
  );
  if (results.every(({ error }) => error === undefined)) return 0;
  return interrupted.signal.aborted ? 130 : 1;
}

function serverName({ kind, version }: RunningServer): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}

function addressOf({ address }: RunningServer): string {
  return `${address.host}:${address.port}`;
}

function say(message: string): void {
  console.log(message);
}
