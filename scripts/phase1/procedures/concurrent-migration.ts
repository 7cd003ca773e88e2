import type { CriterionOf } from '../criteria.ts';
import { appliedScripts, executed, migrationFiles } from '../migrations.ts';
import { failureOf, type Trial } from '../trial.ts';

const migrators = 4;

/** Procedure 8. */
export async function concurrentMigration(trial: Trial<CriterionOf<8>>): Promise<void> {
  const started = performance.now();
  const runs = await Promise.all(
    Array.from({ length: migrators }, () => trial.npm('migrate:up', '-outputType=json')),
  );
  trial.measured(`${migrators} × migrate:up`, (performance.now() - started) / 1000);
  trial.must(
    'end',
    runs.flatMap((run) => failureOf('a migrate:up', run) ?? []),
  );
  const { versioned, repeatable } = await migrationFiles(trial);
  const all = versioned.length + repeatable.length;
  const counts = runs.map(executed).sort((a, b) => b - a);
  const isOne = counts[0] === all && counts.slice(1).every((count) => count === 0);
  trial.check('one', isOne ? undefined : `they applied ${counts.join(', ')} of ${all} files`);
  const rows = await trial.asAdministrator(appliedScripts);
  const names = rows.map(({ script }) => script);
  trial.check('once', [
    ...[...versioned.map(({ file }) => file), ...repeatable]
      .filter((file) => names.filter((name) => name === file).length !== 1)
      .map((file) => `${file} is not exactly once in the history`),
    ...rows.filter(({ isSuccess }) => !isSuccess).map(({ script }) => `${script} is marked as failed`),
  ]);
  trial.check(
    'valid',
    failureOf('migrate:validate', await trial.npm('migrate:validate', '-outputType=json')),
  );
  trial.note(`applied by the ${migrators}: ${counts.join(', ')}`);
}
