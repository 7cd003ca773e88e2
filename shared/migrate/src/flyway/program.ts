import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../engine-errors.ts';
import { isExecutable, searchPath, type FlywayCli, type Places } from './locate.ts';

/** What is started: a file and the arguments before Flyway's own. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The program behind a start script. Elsewhere than on Windows that is the script itself. On Windows it is Java with
 * the class path of the installation, because Node starts no `.cmd` without a shell (CVE-2024-27980), and a shell
 * would take arguments apart.
 *
 * @throws EngineError when Java, which a Flyway without one of its own needs, is not there
 */
export function programOf(cli: FlywayCli, places: Pick<Places, 'environment' | 'platform'>): Program {
  const home = path.dirname(realpathSync(cli.executable));
  const isInstallation = existsSync(path.join(home, 'lib'));
  // A script that somebody wrote around Flyway (a container, another folder) knows its own Java.
  if (!isInstallation) return { file: cli.executable, args: [] };
  const java = findJava(home, cli, places);
  return places.platform === 'win32' ? javaProgram(java, home, ';') : { file: cli.executable, args: [] };
}

/** Java with the class path that the start script of every Flyway since 9 makes: `lib`, `drivers` and their folders. */
export function javaProgram(java: string, home: string, delimiter: ':' | ';'): Program {
  const folders = ['lib', 'drivers'].flatMap((name) => {
    const folder = path.join(home, name);
    const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...inner.map((entry) => path.join(folder, entry.name))];
  });
  const classPath = folders.map((folder) => path.join(folder, '*')).join(delimiter);
  return { file: java, args: ['-cp', classPath, 'org.flywaydb.commandline.Main'] };
}

/** Where Flyway's start script looks: its own, then JAVA_HOME, then PATH. */
function findJava(home: string, cli: FlywayCli, places: Pick<Places, 'environment' | 'platform'>): string {
  const { environment, platform } = places;
  const name = platform === 'win32' ? 'java.exe' : 'java';
  const own = path.join(home, 'jre', 'bin', name);
  if (isExecutable(own, platform)) return own;
  const javaHome = environment['JAVA_HOME'];
  const java = javaHome ? path.join(javaHome, 'bin', name) : searchPath(name, places);
  if (java !== undefined && isExecutable(java, platform)) return java;
  const looked = [own, java === undefined ? `${name} on PATH (JAVA_HOME is not set)` : `${java} (JAVA_HOME)`];
  throw new EngineError({ kind: 'no-java', executable: cli.executable, looked });
}
