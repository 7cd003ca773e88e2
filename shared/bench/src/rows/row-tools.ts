import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { writeMigrations } from '../work/migrations.ts';
import type { Action, Command, Format, Migration, Setting, Tool } from '../model.ts';

/** A tool that takes part, and how it is asked. */
export interface Participant {
  readonly tool: Tool;
  /** In its own format. */
  readonly folder: string;
  readonly command: (schema: string) => Command;
}

/** Who takes part in a row, and who does not. */
export interface Field {
  readonly participants: readonly Participant[];
  readonly leftOut: Readonly<Record<string, string>>;
}

/**
 * Finds the tools of a row and writes their files, once for each format.
 *
 * @param actionOf what the tool of a name is asked to do
 */
export async function gather(
  setting: Setting,
  names: readonly string[],
  actionOf: (name: string) => Action,
  migrations: readonly Migration[],
): Promise<Field> {
  const leftOut: Record<string, string> = {};
  const participants: Participant[] = [];
  const folders = new Map<Format, string>();
  for (const name of names) {
    const tool = setting.tools[name];
    const refusal = tool ? tool.refuses?.[setting.kind] : 'left out by --without';
    if (!tool || refusal !== undefined) {
      leftOut[name] = refusal ?? '';
      continue;
    }
    const folder = folders.get(tool.format) ?? path.join(setting.folder, tool.format.id);
    if (!folders.has(tool.format)) await writeMigrations(folder, tool.format, migrations);
    folders.set(tool.format, folder);
    participants.push({
      tool,
      folder,
      command: (schema) => commandOf(tool, actionOf(name), { setting, schema, folder }),
    });
  }
  return { participants, leftOut };
}

/** Makes an empty schema with a name of its own. */
export async function createSchema({ query }: Pick<Setting, 'query'>): Promise<string> {
  const schema = `bench_${randomBytes(4).toString('hex')}`;
  await query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
  return schema;
}

/** Removes a schema and everything in it. */
export async function dropSchema({ query }: Pick<Setting, 'query'>, schema: string): Promise<void> {
  await query(`DROP DATABASE IF EXISTS ${schema}`);
}

function commandOf(
  tool: Tool,
  action: Action,
  {
    setting,
    schema,
    folder,
  }: { readonly setting: Setting; readonly schema: string; readonly folder: string },
): Command {
  const command = tool.command(action, { server: setting.server, schema, folder });
  if (!command) throw new Error(`${tool.name} has no ${action}; the row must not name it.`);
  return command;
}
