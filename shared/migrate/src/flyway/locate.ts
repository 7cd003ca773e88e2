import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../config/environment.ts';
import { EngineError } from '../engine-errors.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';

/** Where Flyway is looked for. */
export interface Places {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Folder in which node-flyway keeps its installations, `flyway-<version>` each. */
  readonly installations: string;
}

/** A Flyway command line. */
export interface FlywayCli {
  /** Its start script. */
  readonly executable: string;
  readonly source: 'FLYWAY_HOME' | 'PATH' | 'node-flyway';
}

/**
 * Looks by FLYWAY_HOME, which is meant for nothing else; on PATH; and among what node-flyway installed, of which the
 * newest counts.
 *
 * @throws EngineError when FLYWAY_HOME names a folder without Flyway: another one would be a surprise
 */
export function locateFlyway(places: Places): FlywayCli | undefined {
  const name = scriptName(places.platform);
  const home = places.environment['FLYWAY_HOME'];
  if (home) {
    const executable = path.resolve(home, name);
    if (isExecutable(executable, places.platform)) return { executable, source: 'FLYWAY_HOME' };
    throw new EngineError({ kind: 'wrong-home', home, expected: name });
  }
  const onPath = searchPath(name, places);
  if (onPath) return { executable: onPath, source: 'PATH' };
  const installed = newestInstallation(places);
  return installed === undefined ? undefined : { executable: installed, source: 'node-flyway' };
}

/** What was looked through when nothing is found, for a sentence. */
export function placesLooked({ installations }: Places): readonly string[] {
  return ['by FLYWAY_HOME (not set)', 'on PATH', `in ${installations}`];
}

/** `flyway`, on Windows `flyway.cmd`. */
export function scriptName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'flyway.cmd' : 'flyway';
}

/** The absolute path of a program on PATH. */
export function searchPath(
  name: string,
  { environment, platform }: Pick<Places, 'environment' | 'platform'>,
): string | undefined {
  const delimiter = platform === 'win32' ? ';' : ':';
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter);
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => path.resolve(folder, name))
    .find((file) => isExecutable(file, platform));
}

/** Whether the file can be run; Windows knows no such right. */
export function isExecutable(file: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(file, platform === 'win32' ? constants.F_OK : constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function newestInstallation({ installations, platform }: Places): string | undefined {
  return foldersIn(installations)
    .flatMap((folder) => {
      const version = parseVersion(/^flyway-([\d.]+)$/.exec(folder)?.[1] ?? '');
      const executable = path.join(installations, folder, scriptName(platform));
      return version && isExecutable(executable, platform) ? [{ version, executable }] : [];
    })
    .toSorted((a: { version: Version }, b: { version: Version }) => compareVersions(b.version, a.version))[0]
    ?.executable;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
