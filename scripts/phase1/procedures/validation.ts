import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ended } from '../children.ts';
import type { CriterionOf } from '../criteria.ts';
import { addLaterVersion, edit, historyText, migrationFiles } from '../migrations.ts';
import { failureOf, type Trial } from '../trial.ts';

/** Procedure 5. */
export async function validation(trial: Trial<CriterionOf<5>>): Promise<void> {
  const validate = (): Promise<Ended> => trial.npm('migrate:validate', '-outputType=json');
  trial.must('agrees', failureOf('migrate:up', await trial.npm('migrate:up')));
  const agreeing = await validate();
  trial.measured('migrate:validate', agreeing.seconds);
  trial.must('agrees', failureOf('migrate:validate', agreeing));
  const { folder, versioned } = await migrationFiles(trial);
  const newest = versioned.at(-1);
  trial.must('edited', newest ? undefined : 'there is no V file');
  if (!newest) return;
  const file = path.join(folder, newest.file);

  const history = await trial.asAdministrator(historyText);
  await edit(file);
  trial.check('edited', unnoticed('the edited', newest, await validate()));
  const up = await trial.npm('migrate:up', '-outputType=json');
  const isSame = (await trial.asAdministrator(historyText)) === history;
  trial.must('refused', [
    ...(up.code === 1 ? [] : [`migrate:up ended with exit code ${up.code}`]),
    ...(isSame ? [] : ['migrate:up changed the history']),
  ]);
  await trial.stage.workspace.resetMigrations(trial.service.name);
  await laterAndMissing(trial, newest);
}

/** The newest applied version may be missing, because a newer build may have been there. */
async function laterAndMissing(
  trial: Trial<CriterionOf<5>>,
  newest: { readonly file: string; readonly version: string },
): Promise<void> {
  const { version, file } = await addLaterVersion(trial);
  const pending = await trial.npm('migrate:validate', '-outputType=json');
  trial.check('pending', unnoticed('the pending', { version, file: path.basename(file) }, pending));
  trial.must('missing', failureOf('migrate:up', await trial.npm('migrate:up')));
  await rm(path.join(path.dirname(file), newest.file));
  const missing = await trial.npm('migrate:validate', '-outputType=json');
  trial.check('missing', unnoticed('the missing', newest, missing));
}

/** A missing file is named by its version only. */
function unnoticed(
  what: string,
  { file, version }: { readonly file: string; readonly version: string },
  { code, output }: Ended,
): readonly string[] {
  const isNamed = output.includes(file) || output.includes(`"version": "${version}"`);
  return [
    ...(code === 1 ? [] : [`migrate:validate ended with exit code ${code} for ${what} ${file}`]),
    ...(isNamed ? [] : [`it does not name ${file}`]),
  ];
}
