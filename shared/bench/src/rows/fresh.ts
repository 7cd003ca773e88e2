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
        contestants: participants.map((each) => freshContestant(setting, each, migrations)),
        leftOut,
        remove: () => Promise.resolve(),
      };
    },
  };
}

/**
 * A tool that gets an empty schema for each run, which is removed behind it.
 *
 * @param checkMore looks at what is there beside the tables
 */
export function freshContestant(
  setting: Setting,
  { tool, command }: Participant,
  migrations: number,
  checkMore?: (schema: string) => Promise<void>,
): Contestant {
  return {
    name: tool.name,
    ...(tool.version !== undefined && { version: tool.version }),
    async prepareRun() {
      const schema = await createSchema(setting);
      return {
        command: command(schema),
        check: async () => {
          await checkTables(setting, schema, migrations);
          await checkMore?.(schema);
          return undefined;
        },
        remove: () => dropSchema(setting, schema),
      };
    },
  };
}

async function checkTables({ query }: Setting, schema: string, expected: number): Promise<void> {
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
