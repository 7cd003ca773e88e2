import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Contestant, PreparedRun, Row, Setting, Tool } from '../model.ts';
import { dataRows, writeDataFile } from '../work/data-file.ts';
import { createSchema, dropSchema } from './row-tools.ts';

/** A row of one migration that is a large file. */
export interface DataRow extends Omit<Row, 'prepare' | 'floor'> {
  /** 10⁶ bytes. */
  readonly megabytes: number;
  readonly tools: readonly string[];
}

/** Each run gets an empty schema, and must leave all rows in it. The file is removed behind the row. */
export function dataRow({ megabytes, tools: names, ...row }: DataRow): Row {
  return {
    ...row,
    floor: 'client',
    async prepare(setting) {
      const [folder, joined] = ['versioned', 'joined'].map((name) => path.join(setting.folder, name));
      if (folder === undefined || joined === undefined) throw new Error('unreachable: there are two names');
      await mkdir(folder);
      await mkdir(joined);
      const file = path.join(folder, 'V1__data.sql');
      await writeDataFile(file, megabytes, setting.signal);
      // The client program reads it under another name.
      await link(file, path.join(joined, 'all.sql'));
      const tools = names.flatMap((name) => setting.tools[name] ?? []);
      const leftOut = names.filter((name) => !setting.tools[name]);
      return {
        contestants: tools.map((tool) =>
          contestant(setting, tool, { megabytes, folder: tool.name === 'client' ? joined : folder }),
        ),
        leftOut: Object.fromEntries(leftOut.map((name) => [name, 'left out by --without'])),
        remove: async () => {
          for (const each of [folder, joined]) await rm(each, { recursive: true });
        },
      };
    },
  };
}

interface Work {
  readonly megabytes: number;
  readonly folder: string;
}

function contestant(setting: Setting, tool: Tool, work: Work): Contestant {
  return {
    name: tool.name,
    ...(tool.version !== undefined && { version: tool.version }),
    prepareRun: () => prepareRun(setting, tool, work),
  };
}

async function prepareRun(setting: Setting, tool: Tool, { megabytes, folder }: Work): Promise<PreparedRun> {
  const schema = await createSchema(setting);
  const command = tool.command('migrate', { server: setting.server, schema, folder });
  if (!command) throw new Error(`${tool.name} has no migrate; the row must not name it.`);
  return {
    command,
    check: async () => {
      const [row] = await setting.query(`SELECT COUNT(*) AS found FROM ${schema}.t1`);
      if (Number(row?.['found']) === dataRows(megabytes)) return undefined;
      throw new Error(`${String(row?.['found'])} rows were sent, expected ${dataRows(megabytes)}.`);
    },
    remove: () => dropSchema(setting, schema),
  };
}
