import { afterAll, beforeAll } from 'vitest';
import { startFlyway, type Engine } from '../conformance/engines.ts';
import { flywaySettings } from '../flyway.ts';
import type { Ended, Project } from '../project.ts';

/** What a tool said, in a process of its own or not. */
export type Said = Omit<Ended, 'signal'>;

/** Runs the real Flyway in a project. */
export type RunFlyway = (project: Project, args: readonly string[]) => Promise<Said>;

/** The real Flyway for all tests of the file that calls this: one JVM, which is not started where they are skipped. */
export function flywayOfThisFile(): RunFlyway {
  let flyway: Engine;
  beforeAll(async () => {
    flyway = await startFlyway();
  });
  afterAll(() => flyway.end());
  return async (project, args) => {
    const settings = Object.entries(flywaySettings(project)).map(([name, value]) => `-${name}=${value}`);
    const folder = `-workingDirectory=${project.root}`;
    const { exitCode, stdout } = await flyway.run([folder, '-skipCheckForUpdate', ...settings, ...args], []);
    return { code: exitCode, stdout, stderr: '' };
  };
}
