import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { loadServiceMap, type Service } from '@nilecare/database';
import { DevDatabaseError, parseKinds, parseRequirements, requireKinds } from '@nilecare/dev-database';
import type { ServerKind } from '@nilecare/dev-database';
import { readBaseline, withResults, writeBaseline } from './baseline.ts';
import { UsageError, type Phase1Options } from './options.ts';
import { jsonReport } from './report/json.ts';
import { junitReport } from './report/junit.ts';
import { markdownReport } from './report/markdown.ts';
import type { Progress } from './report/progress.ts';
import type { Report } from './report/summary.ts';
import { resultLine } from './report/text.ts';
import { runProcedures } from './run-procedures.ts';
import { selectServices } from './select-services.ts';
import { openStage } from './stage.ts';
import type { Result } from './trial.ts';
import { serviceFolders } from './workspace.ts';

/** Where and how a run works. */
export interface RunSettings {
  readonly options: Phase1Options;
  /** Root of the repository. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Runs the procedures on each kind of server, one after the other, and writes the files that are asked for.
 *
 * @throws UsageError; DevDatabaseError when no server can be had; the reason of the signal when it is interrupted
 */
export async function runPhase1(settings: RunSettings): Promise<Report> {
  const { options, root, environment } = settings;
  const services = selectServices(loadServiceMap(), await serviceFolders(root), options.services);
  const started = new Date();
  const warnings: string[] = [];
  const results: Result[] = [];
  for (const kind of kindsOf(options, environment)) {
    try {
      results.push(...(await runOn(kind, services, settings)));
    } catch (error) {
      const isMissing = error instanceof DevDatabaseError && error.code === 'NO_SERVER';
      if (!isMissing || options.kind !== undefined) throw error;
      warnings.push(`There is no ${kind} server. ${error.message}`);
    }
  }
  const present = [...new Set(results.map(({ server }) => server.kind))];
  const required = environment['NILECARE_TEST_REQUIRE'];
  requireKinds(required ? parseRequirements(required).kinds : [], present, warnings);
  if (present.length === 0) throw new UsageError(warnings.join('\n'));
  const report = {
    startedAt: started.toISOString(),
    seconds: Math.round((Date.now() - started.getTime()) / 100) / 10,
    platform: `Node.js ${process.versions.node} on ${process.platform}`,
    warnings,
    results,
  };
  await writeFiles(report, options);
  return report;
}

/** As the tests: NILECARE_TEST_SERVERS, or both. */
function kindsOf({ kind }: Phase1Options, environment: RunSettings['environment']): readonly ServerKind[] {
  if (kind !== undefined) return [kind];
  const names = environment['NILECARE_TEST_SERVERS'];
  return names ? parseKinds('NILECARE_TEST_SERVERS', names) : ['mariadb', 'mysql'];
}

async function runOn(
  kind: ServerKind,
  services: readonly Service[],
  { options, root, signal, progress }: RunSettings,
): Promise<readonly Result[]> {
  const stage = await openStage({ kind, source: root, signal, say: (text) => progress.begin(text) });
  try {
    return await runProcedures(
      stage,
      { services, ...(options.only && { only: options.only }) },
      {
        onStart: ({ number, title }, service) => progress.begin(`${number} ${title}, ${service} on ${kind}`),
        onEnd: (result) => progress.say(resultLine(result)),
      },
      options.baseline === 'record' ? 'none' : readBaseline(),
    );
  } finally {
    progress.end();
    await stage.close();
  }
}

async function writeFiles(report: Report, { files, baseline }: Phase1Options): Promise<void> {
  const { markdown, json, junit } = files;
  if (markdown !== undefined) await writeFile(path.resolve(markdown), markdownReport(report));
  if (json !== undefined) await writeFile(path.resolve(json), jsonReport(report));
  if (junit !== undefined) await writeFile(path.resolve(junit), junitReport(report));
  if (baseline === 'record') await writeBaseline(withResults(readBaseline(), report.results));
}
