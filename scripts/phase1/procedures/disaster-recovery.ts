import path from 'node:path';
import type { CriterionOf } from '../criteria.ts';
import { addLaterVersion, executed, historyText, writeSampleRows } from '../migrations.ts';
import { contentDifferences, readContent, totalRows, type Content } from '../rows.ts';
import { differences, readSchema, type Schema } from '../schema.ts';
import { failureOf, type Trial } from '../trial.ts';

type RecoveryTrial = Trial<CriterionOf<11>>;

/** Procedure 11. */
export async function disasterRecovery(trial: RecoveryTrial): Promise<void> {
  const { stage, service } = trial;
  trial.must('written', failureOf('migrate:up', await trial.npm('migrate:up')));
  trial.must('written', await writeSampleRows(trial));
  const before = await everythingOf(trial);
  const file = path.join(stage.workspace.folder, `${service.database}.sql`);

  const dump = await stage.backup.dump(service.database, file);
  trial.must('dumped', failureOf('the dump program', dump));
  await trial.asAdministrator((session) =>
    session.query(
      `DROP DATABASE \`${service.database}\`;
       CREATE DATABASE \`${service.database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    ),
  );
  const restore = await stage.backup.restore(service.database, file);
  trial.measured('dump and restore', dump.seconds + restore.seconds);
  trial.must('restored', failureOf('the client program', restore));

  const after = await everythingOf(trial);
  trial.check('schema', differences(before.schema, after.schema));
  trial.check('rows', contentDifferences(before.content, after.content));
  trial.check('history', before.history === after.history ? undefined : 'the history differs');
  trial.note(`${totalRows(before.content)} rows in ${before.content.tables.size} tables`);
  trial.check(
    'valid',
    failureOf('migrate:validate', await trial.npm('migrate:validate', '-outputType=json')),
  );
  await addLaterVersion(trial);
  const up = await trial.npm('migrate:up', '-outputType=json');
  trial.must('goesOn', failureOf('migrate:up', up));
  const count = executed(up);
  trial.check('goesOn', count === 1 ? undefined : `migrate:up ran ${count} files, not 1`);
}

function everythingOf(
  trial: RecoveryTrial,
): Promise<{ readonly schema: Schema; readonly content: Content; readonly history: string }> {
  return trial.asAdministrator(async (session) => ({
    schema: await readSchema(session),
    content: await readContent(session),
    // A history that is gone is a difference like another one.
    history: await historyText(session).catch(() => 'no history'),
  }));
}
