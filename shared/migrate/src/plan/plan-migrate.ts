import type { Config, Target } from '../config/config.ts';
import type { Migration, MigrationInfo, Plan, Script, Step, StepRow } from '../model.ts';
import { compareVersions } from '../version.ts';
import { abbreviate, abbreviateScript } from './findings.ts';
import { rowType } from './row-kinds.ts';
import { currentVersion } from './states.ts';

/** The files that `migrate` will run, in the order in which it runs them; with target `next` a single one. */
export function pendingMigrations(infos: readonly MigrationInfo[], target: Target): readonly Migration[] {
  const pending = infos.flatMap(({ state, migration }) =>
    state === 'Pending' && migration ? [migration] : [],
  );
  return target.kind === 'next' ? pending.slice(0, 1) : pending;
}

/** Steps that bring the schema to its newest version. `scripts` are those of {@link pendingMigrations}, in order. */
export function planMigrate(
  infos: readonly MigrationInfo[],
  scripts: readonly Script[],
  prelude: readonly Step[],
): Plan {
  const current = currentVersion(infos);
  const steps = scripts.map((script): Step => {
    const { version } = script.migration;
    const outOfOrder =
      version !== undefined && current !== undefined && compareVersions(version, current) < 0;
    return { kind: 'run', script, row: rowOf(script.migration), outOfOrder };
  });
  return { steps: [...prelude, ...steps] };
}

/** What Flyway writes for a file. */
export function rowOf(migration: Migration): StepRow {
  const { version, description, script, checksum } = migration;
  return {
    ...(version && { version }),
    description: abbreviate(description),
    type: rowType(migration),
    script: abbreviateScript(script),
    checksum,
  };
}

/** The row by which `baseline` says: everything up to here is there already. */
export function baselineRow({
  baselineVersion,
  baselineDescription,
}: Pick<Config, 'baselineVersion' | 'baselineDescription'>): StepRow {
  return {
    version: baselineVersion,
    description: abbreviate(baselineDescription),
    type: 'BASELINE',
    script: baselineDescription,
    checksum: null,
  };
}

/** The row that Flyway writes after it created schemas; it has no version, and rank 0 as the first one. */
export function schemaRow(schemas: readonly string[]): StepRow {
  return {
    description: '<< Flyway Schema Creation >>',
    type: 'SCHEMA',
    script: schemas.map((schema) => `\`${schema}\``).join(','),
    checksum: null,
  };
}
