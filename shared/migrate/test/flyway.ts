/** The real Flyway, for tests that want it. Where it or its Java is missing they are skipped, and say so. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { isToolRequired } from '@nilecare/dev-database/testing';
import { onTestFinished } from 'vitest';
import { locateFlyway, type Places } from '../src/flyway/locate.ts';
import { programOf } from '../src/flyway/program.ts';
import { quickCompiler } from './conformance/engines.ts';
import { watch, type Project, type Run } from './project.ts';

const places: Places = {
  environment: process.env,
  platform: process.platform,
  installations: path.join(homedir(), '.node-flyway'),
};

/** Folder of the command line: that of FLYWAY_HOME, on PATH, in this project's cache, or installed by node-flyway. */
const home = findHome();

/** For `describe.skipIf` of what needs the real Flyway. */
export const isFlywayMissing = home === undefined;

/**
 * The folder of the command line.
 *
 * @throws when there is none; not where {@link isFlywayMissing} skips
 */
export function flywayHome(): string {
  if (home === undefined) throw new Error('no Flyway');
  return home;
}

/** What Flyway's start script hears of Java. */
export const javaVariables = { JAVA_HOME: process.env['JAVA_HOME'], JAVA_ARGS: quickCompiler };

/** Variables with which this program finds that Flyway. */
export function flywayVariables(): Readonly<Record<string, string | undefined>> {
  return { FLYWAY_HOME: flywayHome(), ...javaVariables };
}

/** Runs Flyway's own command line in a project, without anything of this package in between. */
export function startFlyway(project: Project, args: readonly string[]): Run {
  const { url, user, password, table, locations } = flywaySettings(project);
  const child = spawn(path.join(flywayHome(), 'flyway'), ['-skipCheckForUpdate', ...args], {
    cwd: project.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ...javaVariables,
      REDGATE_DISABLE_TELEMETRY: 'true',
      FLYWAY_URL: url,
      FLYWAY_USER: user,
      FLYWAY_PASSWORD: password,
      FLYWAY_TABLE: table,
      FLYWAY_LOCATIONS: locations,
    },
  });
  onTestFinished(() => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  });
  return watch(child);
}

/** A project's settings by Flyway's names. */
export function flywaySettings({ server, schema }: Project) {
  const { host, port, user, password } = server;
  return {
    url: `jdbc:mysql://${host}:${port}/${schema}?allowPublicKeyRetrieval=true`,
    user,
    password,
    table: 'schema_version',
    locations: 'filesystem:migrations',
  };
}

function findHome(): string | undefined {
  try {
    const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
    const cached = path.join(cache, 'nilecare', 'flyway', 'flyway');
    const cli =
      locateFlyway({ ...places, installations: '/nowhere' }) ??
      (existsSync(cached) ? { executable: cached, source: 'PATH' as const } : locateFlyway(places));
    if (cli === undefined) return missing('No Flyway by FLYWAY_HOME, on PATH or installed by node-flyway.');
    programOf(cli, places);
    return path.dirname(cli.executable);
  } catch (error) {
    return missing(`Flyway cannot run: ${JSON.stringify(error)}`);
  }
}

/** @throws when NILECARE_TEST_REQUIRE names flyway */
function missing(reason: string): undefined {
  if (isToolRequired('flyway')) {
    throw new Error(`NILECARE_TEST_REQUIRE wants flyway, which this test run does not have.\n${reason}`);
  }
  process.stderr.write(`\nWARNING: tests with the real Flyway are SKIPPED.\n${reason}\n\n`);
}
