import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { flywayHome, isFlywayMissing } from '../flyway.ts';
import { flywayProgram } from './engines.ts';
import { readCases } from './read-cases.ts';
import { readRecording } from './recording.ts';
import { runCase } from './run-case.ts';

/** One of several groups: recordings that a newer Flyway, or another server, answers differently are noticed. */
const chosen = [
  'names/long-separator',
  'sql/check-option-failed',
  'transactions/failing-alter-commits',
  'callbacks/nothing-to-do',
];

const cases = chosen.map((name) => {
  const [group = ''] = name.split('/');
  const found = readCases(group).find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
});

describe.skipIf(isFlywayMissing)('the real command line answers as it was recorded', () => {
  describe.each(testServers())('on $kind $version', (server) => {
    it.each(cases.map((each) => [each.title, each] as const))('%s', { timeout: 120_000 }, async (_, each) => {
      expect(await runCase(each, flywayProgram(flywayHome()), server)).toEqual(
        readRecording(each, server.kind),
      );
    });
  });
});
