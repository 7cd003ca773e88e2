import { readFileSync } from 'node:fs';
import { describeFinding, info, validate, type Config } from '@nilecare/migrate';
import type { MigrationFacts, MigrationScript } from '../model.ts';

/**
 * The state of the migrations, as `nilecare-migrate info` and `validate` have it.
 *
 * @throws MigrateError
 */
export async function readMigrations(config: Config): Promise<MigrationFacts> {
  const { schemaVersion, infos } = await info(config);
  const { findings } = await validate(config);
  const problems = findings.map((finding) => ({
    script: scriptOf(finding.info),
    problem: oneLine(describeFinding(finding)),
  }));
  return { version: schemaVersion, scripts: infos.map(scriptFacts), problems };
}

type Info = Awaited<ReturnType<typeof info>>['infos'][number];

function scriptFacts(one: Info): MigrationScript {
  return {
    script: scriptOf(one),
    category: one.migration?.category ?? (one.row?.version ? 'Versioned' : 'Repeatable'),
    state: one.state,
    hasFile: one.migration !== undefined,
    hasUndo: one.undo !== undefined,
    undoDrops: one.undo ? dropsIn(readFileSync(one.undo.path, 'utf8')) : 0,
  };
}

function scriptOf({ migration, row }: Info): string {
  return migration?.script ?? row?.script ?? '';
}

function dropsIn(sql: string): number {
  return sql.match(/^\s*DROP\s+TABLE\b/gim)?.length ?? 0;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
