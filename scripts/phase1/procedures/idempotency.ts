import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CriterionOf } from '../criteria.ts';
import { executed, historyText } from '../migrations.ts';
import { contentDifferences, readContent, type Content } from '../rows.ts';
import { differences, readSchema, type Schema } from '../schema.ts';
import { select } from '../sql.ts';
import { failureOf, type Trial } from '../trial.ts';

type IdempotencyTrial = Trial<CriterionOf<9>>;

interface State {
  readonly schema: Schema;
  readonly content: Content;
  readonly history: string;
}

/** Procedure 9. */
export async function idempotency(trial: IdempotencyTrial): Promise<void> {
  trial.must('second', failureOf('migrate:up', await trial.npm('migrate:up')));
  const first = await stateOf(trial);
  let seconds = 0;
  for (const number of ['second', 'third']) {
    const up = await trial.npm('migrate:up', '-outputType=json');
    seconds += up.seconds;
    trial.must('second', failureOf(`the ${number} migrate:up`, up));
    const count = executed(up);
    trial.must('second', count === 0 ? undefined : `the ${number} migrate:up ran ${count} files`);
  }
  trial.measured('the second and third migrate:up', seconds);
  trial.check('unchanged', changes(first, await stateOf(trial)));
  await setUpAgain(trial);
  await cleanAndMigrate(trial, first.schema);
}

/** The stage has run the set-up once already. */
async function setUpAgain(trial: IdempotencyTrial): Promise<void> {
  const { stage, service } = trial;
  const file = path.join(stage.workspace.serviceFolder(service.name), '.env');
  const before = { env: await readFile(file, 'utf8'), state: await stateOf(trial) };
  const setup = await stage.npm(undefined, 'setup');
  trial.measured('the set-up again', setup.seconds);
  trial.must('setup', failureOf('the set-up', setup));
  const made = setup.output.split('\n').filter((line) => /^(Created|Wrote|Completed) /.test(line));
  trial.check('setup', made);
  const isKept = (await readFile(file, 'utf8')) === before.env;
  trial.check('kept', isKept ? undefined : '.env was changed');
  trial.check('kept', changes(before.state, await stateOf(trial)));
}

async function cleanAndMigrate(trial: IdempotencyTrial, first: Schema): Promise<void> {
  const clean = await trial.npm('migrate:clean', `-confirm=${trial.service.database}`);
  trial.must('cleaned', failureOf('migrate:clean', clean));
  trial.check(
    'cleaned',
    await trial.asAdministrator(async (session) => {
      const tables = await select(session, 'SHOW TABLES');
      return [...tables.map(([name]) => String(name)), ...(await readSchema(session)).keys()].map(
        (name) => `${name} is left behind`,
      );
    }),
  );
  trial.must('afresh', failureOf('migrate:up', await trial.npm('migrate:up')));
  trial.check('afresh', differences(first, (await stateOf(trial)).schema));
}

function stateOf(trial: IdempotencyTrial): Promise<State> {
  return trial.asAdministrator(async (session) => ({
    schema: await readSchema(session),
    content: await readContent(session),
    history: await historyText(session),
  }));
}

function changes(before: State, after: State): readonly string[] {
  return [
    ...differences(before.schema, after.schema),
    ...contentDifferences(before.content, after.content),
    ...(before.history === after.history ? [] : ['the history has changed']),
  ];
}
