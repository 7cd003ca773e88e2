import type { Contestant, Row, Setting } from '../model.ts';
import { tables } from '../work/migrations.ts';
import { createSchema, dropSchema, gather, type Participant } from './row-tools.ts';

/** A row of migrations on an empty schema. */
export interface FreshRow extends Omit<Row, 'prepare' | 'floor' | 'prepareSeconds'> {
  readonly migrations: number;
  /** Names of tools; the client program is the floor. */
  readonly tools: readonly string[];
}

/** Each run gets an empty schema and must leave all tables in it, with their rows. */
export function freshRow({ migrations, tools, ...row }: FreshRow): Row {
  return {
    ...row,
    floor: 'client',
    prepareSeconds: 1,
    async prepare(setting) {
      const { participants, leftOut } = await gather(setting, tools, () => 'migrate', tables(migrations));
      return {
        contestants: participants.map((participant) => contestant(setting, participant, migrations)),
        leftOut,
        remove: () => Promise.resolve(),
      };
    },
  };
}

function contestant(setting: Setting, { tool, command }: Participant, migrations: number): Contestant {
  return {
    name: tool.name,
    ...(tool.version !== undefined && { version: tool.version }),
    async prepareRun() {
      const schema = await createSchema(setting);
      return {
        command: command(schema),
        check: () => checkTables(setting, schema, migrations),
        remove: () => dropSchema(setting, schema),
      };
    },
  };
}

async function checkTables({ query }: Setting, schema: string, expected: number): Promise<undefined> {
  const [row] = await query(
    "SELECT COUNT(*) AS found FROM information_schema.tables WHERE table_schema = ? AND table_name REGEXP '^t[0-9]+$'",
    [schema],
  );
  const [last] = await query(`SELECT COUNT(*) AS found FROM ${schema}.t${expected}`);
  if (Number(row?.['found']) === expected && Number(last?.['found']) === 1) return;
  throw new Error(
    `${String(row?.['found'])} tables were made, expected ${expected} with a row in the last one.`,
  );
}
