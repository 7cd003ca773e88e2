import type { Action, Contestant, Migration, Row, Setting } from '../model.ts';
import { rowsOfOneTable, tables } from '../work/migrations.ts';
import { runToMakeReady, whileWritingLate } from './make-ready.ts';
import { createSchema, dropSchema, gather, type Field, type Participant } from './row-tools.ts';

/** A row of commands that find everything applied. */
export interface AppliedRow extends Omit<Row, 'prepare' | 'floor' | 'prepareSeconds'> {
  readonly action: Action;
  readonly applied: number;
  readonly tools: readonly string[];
}

/** Above this many a migration adds a row to one table instead of a table: making it ready would take too long. */
const mostTables = 1_000;

/** From this many on the engine also writes the history of those that work on the same one. */
const sharedFrom = 1_000;

/** The schemas are made ready once, by the tool itself; node does nothing at all and is the floor. */
export function appliedRow({ action, applied, tools: names, ...row }: AppliedRow): Row {
  const migrations = applied > mostTables ? rowsOfOneTable(applied) : tables(applied);
  return {
    ...row,
    floor: 'node',
    prepareSeconds: applied / 150,
    async prepare(setting) {
      const schemas: string[] = [];
      const remove = async (): Promise<void> => {
        for (const schema of new Set(schemas)) await dropSchema(setting, schema);
      };
      try {
        const field = await gather(setting, names, actionOf(action), migrations);
        const contestants = await whileWritingLate(setting, () =>
          withSchemas(setting, field, migrations, schemas),
        );
        return { contestants, leftOut: field.leftOut, remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}

async function withSchemas(
  setting: Setting,
  { participants }: Field,
  migrations: readonly Migration[],
  schemas: string[],
): Promise<readonly Contestant[]> {
  const byFormat = new Map<string, string>();
  const contestants: Contestant[] = [];
  for (const participant of participants) {
    const { format } = participant.tool;
    const known = migrations.length >= sharedFrom ? byFormat.get(format.id) : undefined;
    const schema = known ?? (await createSchema(setting));
    schemas.push(schema);
    const failure = known === undefined ? await migrate(setting, participant, schema) : undefined;
    if (participant.tool.name !== 'node') byFormat.set(format.id, schema);
    contestants.push(contestant(participant, schema, failure));
  }
  return contestants;
}

/** The client program would send everything again; it asks one question instead. */
function actionOf(action: Action): (name: string) => Action {
  return (name) => (name === 'client' ? 'info' : action);
}

/** @returns why it could not, which is that tool's failure and no end for the others */
async function migrate(
  setting: Setting,
  { tool, folder }: Participant,
  schema: string,
): Promise<Error | undefined> {
  const command = tool.command('migrate', { server: setting.server, schema, folder });
  try {
    if (command) await runToMakeReady(setting, tool.name, command);
    return undefined;
  } catch (error) {
    setting.signal.throwIfAborted();
    return error as Error;
  }
}

function contestant({ tool, command }: Participant, schema: string, failure: Error | undefined): Contestant {
  return {
    name: tool.name,
    ...(tool.version !== undefined && { version: tool.version }),
    prepareRun: () =>
      failure
        ? Promise.reject(failure)
        : Promise.resolve({
            command: command(schema),
            check: () => Promise.resolve(undefined),
            remove: () => Promise.resolve(),
          }),
  };
}
