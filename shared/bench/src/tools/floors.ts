import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { clientFile, clientForOrFetched, type ServerKind } from '@nilecare/dev-database';
import { BenchError, type Action, type Command, type Format, type Target, type Tool } from '../model.ts';
import type { Environment } from '../process/environment.ts';
import { flywayFormat } from '../work/formats.ts';

/** Node itself, which does nothing: what any tool that runs on it takes at least. */
export function bareNode(): Tool {
  return {
    name: 'node',
    version: process.versions.node,
    format: flywayFormat,
    command: () => ({ program: process.execPath, args: ['-e', '0'] }),
  };
}

/** One file that holds all migrations, for the client program. */
const joinedFormat: Format = {
  id: 'client',
  file: ({ statements }) => ['all.sql', statements.map((statement) => `${statement};\n`).join('')],
};

/**
 * The client program of the server, which sends one file without checking anything; where nothing is to be done, one
 * query.
 *
 * @throws BenchError when there is none and none can be fetched
 */
export async function clientProgram(
  kind: ServerKind,
  environment: Environment,
  versionOf: (program: string, args: readonly string[]) => Promise<string | undefined>,
): Promise<Tool> {
  const client = await clientForOrFetched(environment, kind);
  if (!client)
    throw new BenchError(
      `There is no client program for ${kind}, which every other tool is compared with. Install the package mariadb-client or mysql-client, so that mariadb or mysql is on the PATH.`,
    );
  const version = await versionOf(client.command, [...client.prefix, '--version']);
  return {
    name: 'client',
    ...(version !== undefined && { version }),
    format: joinedFormat,
    command: (action, target) => command(client, action, target),
  };
}

/** Over TCP, as the others; the socket of the server would be faster. */
function command(
  client: { readonly command: string; readonly prefix: readonly string[] },
  action: Action,
  { server: { host, port, user, password }, schema, folder }: Target,
): Command {
  const login = path.join(folder, 'login.cnf');
  writeFileSync(login, clientFile({ host, port, user, password }), { mode: 0o600 });
  const args = [...client.prefix, `--defaults-file=${login}`, '--protocol=tcp'];
  return action === 'migrate'
    ? { program: client.command, args: [...args, schema], input: path.join(folder, 'all.sql') }
    : { program: client.command, args: [...args, '-e', 'SELECT 1', schema] };
}
