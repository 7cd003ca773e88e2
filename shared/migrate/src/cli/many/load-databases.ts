import path from 'node:path';
import type { NamedDatabase } from '../../commands/many/many.ts';
import { tenantsOf } from '../../commands/many/tenants-of.ts';
import { loadConfig, type ConfigSources } from '../../config/load-config.ts';
import { ConfigurationError, type ConfigurationProblem } from '../../errors.ts';
import { sharedFiles } from '../../source/file-source.ts';
import type { Many } from './arguments.ts';
import { findProjects, type Project } from './find-projects.ts';
import { readNames } from './read-names.ts';

/** The databases of a call, and what of their configurations has no effect. */
export interface LoadedDatabases {
  readonly databases: readonly CalledDatabase[];
  /** Whole sentences, with the project's name where there are several. */
  readonly warnings: readonly string[];
}

/** A database of a call. */
export interface CalledDatabase extends Required<NamedDatabase> {
  /** The project's folder as it was written or found; absent with `-databases=`. */
  readonly project?: string;
}

/**
 * Reads the configurations of all databases.
 *
 * @throws ConfigurationError with the problems of all of them
 * @throws RefusedError when the databases of `-databases=` would share a history
 */
export async function loadDatabases(many: Many, sources: ConfigSources): Promise<LoadedDatabases> {
  if (many.kind === 'projects')
    return loadProjects(
      await findProjects(many.values, path.resolve(sources.workingDirectory), sources.configFiles ?? []),
      sources,
    );
  const names = readNames(many.values, sources.workingDirectory);
  const { config, warnings } = loadConfig(sources);
  const databases = tenantsOf(config, names);
  refuseOneScript(databases);
  return { databases, warnings };
}

function loadProjects(projects: readonly Project[], sources: ConfigSources): LoadedDatabases {
  const problems: ConfigurationProblem[] = [];
  const warnings: string[] = [];
  const databases: CalledDatabase[] = [];
  for (const project of projects) {
    try {
      const loaded = loadConfig({ ...sources, workingDirectory: project.folder });
      warnings.push(...loaded.warnings.map((warning) => `${project.name}: ${warning}`));
      const { name, written } = project;
      databases.push({ name, project: written, config: loaded.config, source: sharedFiles() });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems.map((problem) => inFolder(project, problem)));
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  refuseOneScript(databases);
  return { databases, warnings };
}

function inFolder({ written }: Project, problem: ConfigurationProblem): ConfigurationProblem {
  if (problem.file === undefined) return { ...problem, message: `${written}: ${problem.message}` };
  return { ...problem, file: path.isAbsolute(problem.file) ? problem.file : `${written}/${problem.file}` };
}

/** @throws ConfigurationError when the scripts of two dry runs would be one file */
function refuseOneScript(databases: readonly CalledDatabase[]): void {
  const files = databases.flatMap(({ config }) => config.dryRunOutput ?? []);
  const isShared = files.includes('-') || new Set(files).size < files.length;
  if (isShared)
    throw new ConfigurationError([
      {
        message:
          '-dryRunOutput= names one place for the scripts of several databases. With -projects= name a file relative to each folder; with -databases= call it for one database.',
      },
    ]);
}
