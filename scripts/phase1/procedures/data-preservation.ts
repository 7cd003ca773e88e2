import type { CriterionOf } from '../criteria.ts';
import path from 'node:path';
import { addLaterVersion, edit, executed, migrationFiles, writeSampleRows } from '../migrations.ts';
import { contentDifferences, readContent, totalRows, type Content } from '../rows.ts';
import { failureOf, type Trial } from '../trial.ts';

type PreservationTrial = Trial<CriterionOf<3>>;

/** Procedure 3. */
export async function dataPreservation(trial: PreservationTrial): Promise<void> {
  trial.must('written', failureOf('migrate:up', await trial.npm('migrate:up')));
  trial.must('written', await writeSampleRows(trial));
  const before = await trial.asAdministrator((session) => readContent(session));
  trial.note(`${totalRows(before)} rows in ${before.tables.size} tables`);
  const later = await addLaterVersion(trial);
  for (const script of ['migrate:up', 'migrate:undo']) {
    trial.must('later', failureOf(script, await trial.npm(script)));
    trial.must('later', await lost(trial, before));
  }
  await runRepeatablesAgain(trial, before);
  await edit(later.file);
  trial.must('repair', failureOf('migrate:repair', await trial.npm('migrate:repair')));
  trial.check('repair', await lost(trial, before));
  trial.check(
    'repair',
    failureOf('migrate:validate', await trial.npm('migrate:validate', '-outputType=json')),
  );
}

/** The later version and all repeatables, which have a new text, in one run. */
async function runRepeatablesAgain(trial: PreservationTrial, before: Content): Promise<void> {
  const { folder, repeatable } = await migrationFiles(trial);
  for (const file of repeatable) await edit(path.join(folder, file));
  const up = await trial.npm('migrate:up', '-outputType=json');
  trial.must('repeatables', failureOf('migrate:up', up));
  const [count, expected] = [executed(up), repeatable.length + 1];
  trial.must(
    'repeatables',
    count === expected ? undefined : `migrate:up ran ${count} files, not ${expected}`,
  );
  trial.must('repeatables', await lost(trial, before));
}

async function lost(trial: PreservationTrial, before: Content): Promise<readonly string[]> {
  const now = await trial.asAdministrator((session) => readContent(session, before.columns));
  return contentDifferences(before, now);
}
