import { testServers, type ServerKind } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from './compare.ts';
import { everywhere } from './differences.ts';
import { nativeEngine, startFlyway, type Engine } from './engines.ts';
import type { Answers, Case } from './model.ts';
import { readCases } from './read-cases.ts';
import { readRecording, writeRecording } from './recording.ts';
import { runCase } from './run-case.ts';

/** What a test tells the reporter of the suite. */
export interface ConformanceMeta {
  readonly about: readonly string[];
  readonly case: string;
  readonly deliberate: readonly string[];
}

declare module 'vitest' {
  interface TaskMeta {
    conformance?: ConformanceMeta;
  }
}

/**
 * The tests of one group of cases: this engine against what Flyway answered. NILECARE_CONFORMANCE=record asks the real
 * Flyway instead and writes its answers down.
 */
export function conformanceSuite(group: string): void {
  const cases = readCases(group);
  if (process.env['NILECARE_CONFORMANCE'] === 'record') recordSuite(group, cases);
  else compareSuite(group, cases);
}

function compareSuite(group: string, cases: readonly Case[]): void {
  const engine = nativeEngine();
  describe.each(testServers())(`${group} as Flyway on $kind $version`, (server) => {
    for (const testCase of cases.filter(({ servers }) => servers.includes(server.kind))) {
      it(testCase.title, async ({ task }) => {
        const native = await runCase(testCase, engine, server);
        const flyway = readRecording(testCase, server.kind);
        const { deliberate, unexplained, unused } = judge(flyway, native, everywhere, testCase.differs);
        task.meta.conformance = {
          about: testCase.about,
          case: testCase.name,
          deliberate: [...new Set(deliberate.map(({ reason }) => reason))],
        };
        expect({ unexplained, unused }).toEqual({ unexplained: [], unused: [] });
      });
    }
  });
}

function recordSuite(group: string, cases: readonly Case[]): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startFlyway();
  });
  afterAll(() => engine.end());
  describe(`${group} recorded from Flyway`, () => {
    for (const testCase of cases) {
      it(testCase.title, { timeout: 120_000 }, async () => {
        const answers = new Map<ServerKind, Answers>();
        for (const server of testServers().filter(({ kind }) => testCase.servers.includes(kind))) {
          answers.set(server.kind, await runCase(testCase, engine, server));
        }
        await writeRecording(testCase, answers);
      });
    }
  });
}
