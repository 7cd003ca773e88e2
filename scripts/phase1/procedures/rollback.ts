import type { CriterionOf } from '../criteria.ts';
import { executed, migrationFiles } from '../migrations.ts';
import { readContent, type Content } from '../rows.ts';
import { differences, readSchema, type Schema } from '../schema.ts';
import { failureOf, type Trial } from '../trial.ts';

type RollbackTrial = Trial<CriterionOf<2>>;

/** Procedure 2. Up version by version, so that it is known what each undo has to come back to. */
export async function rollback(trial: RollbackTrial): Promise<void> {
  const { versioned } = await migrationFiles(trial);
  const before: Schema[] = [];
  for (const [index, { version }] of versioned.entries()) {
    before.push(await tablesOf(trial));
    const isLast = index === versioned.length - 1;
    const up = await trial.npm('migrate:up', ...(isLast ? [] : [`-target=${version}`]));
    trial.must('undone', failureOf(`migrate:up to version ${version}`, up));
  }
  const first = await everythingOf(trial);
  const seconds = await undoAll(trial, before);
  const up = await trial.npm('migrate:up', '-outputType=json');
  trial.measured('migrate:undo and migrate:up', seconds + up.seconds);
  trial.must('again', failureOf('migrate:up', up));
  trial.check(
    'again',
    failureOf('migrate:validate', await trial.npm('migrate:validate', '-outputType=json')),
  );
  const again = await everythingOf(trial);
  trial.check('same', [
    ...differences(first.schema, again.schema),
    ...countDifferences(first.content, again.content),
  ]);
  trial.note(
    `${versioned.length === 1 ? '1 version' : `${versioned.length} versions`} undone and applied again`,
  );
}

/** @returns seconds that the undos took */
async function undoAll(trial: RollbackTrial, before: readonly Schema[]): Promise<number> {
  let seconds = 0;
  for (const expected of [...before].reverse()) {
    const undo = await trial.npm('migrate:undo', '-outputType=json');
    seconds += undo.seconds;
    trial.must('undone', failureOf('migrate:undo', undo));
    const count = executed(undo);
    trial.must('undone', count === 1 ? undefined : `migrate:undo took ${count} versions back, not 1`);
    trial.must('clean', differences(expected, await tablesOf(trial)));
  }
  return seconds;
}

/** Views stay when a version goes, and routines may belong to repeatables. */
function tablesOf(trial: RollbackTrial): Promise<Schema> {
  return trial.asAdministrator((session) => readSchema(session, ['TABLE', 'TRIGGER']));
}

function everythingOf(trial: RollbackTrial): Promise<{ readonly schema: Schema; readonly content: Content }> {
  return trial.asAdministrator(async (session) => ({
    schema: await readSchema(session),
    content: await readContent(session),
  }));
}

/** Rows that a migration writes carry the time of its run, so that only their number can be the same. */
function countDifferences(before: Content, after: Content): readonly string[] {
  return [...before.tables].flatMap(([table, { rows }]) => {
    const now = after.tables.get(table)?.rows;
    return now === rows ? [] : [`${table} has ${now ?? 'no'} rows, not ${rows}`];
  });
}
