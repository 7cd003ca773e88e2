import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Action, Command, Target, Tool } from '../model.ts';
import { flywayFormat } from '../work/formats.ts';
import { jdbcUrl } from './address.ts';

/** The engine, started as a service's npm script starts it. */
export async function nilecare(): Promise<Tool> {
  const folder = engineFolder();
  const { bin, version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    readonly bin: { readonly 'nilecare-migrate': string };
    readonly version: string;
  };
  const program = path.join(folder, bin['nilecare-migrate']);
  return {
    name: 'nilecare',
    version,
    format: flywayFormat,
    command: (action, target) => command(program, action, target),
  };
}

/** Of its package: where a file lies that it exports beside its code, wherever that is built to. */
export function engineFolder(): string {
  return path.dirname(fileURLToPath(import.meta.resolve('@nilecare/migrate/evidence.schema.json')));
}

function command(program: string, action: Action, { server, schema, folder }: Target): Command {
  return {
    program: process.execPath,
    args: [
      program,
      action,
      `-url=${jdbcUrl(server, schema)}`,
      `-user=${server.user}`,
      '-table=schema_version',
      `-locations=filesystem:${folder}`,
    ],
    environment: { FLYWAY_PASSWORD: server.password },
  };
}
