import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@nilecare/dev-database';
import type { Contestant, Row, Setting } from '../model.ts';
import { plainEnvironment } from '../process/environment.ts';
import { measureRow } from './measure-row.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'nilecare-row-'))));
afterAll(() => rm(folder, { recursive: true }));

/** A server that counts two queries a reading: one of its own, one of the process. */
function setting(signal = new AbortController().signal): Setting {
  let questions = 0;
  return {
    ...{ folder, root: folder, tools: {}, without: [], signal, kind: 'mariadb', server: {} as TestServer },
    environment: plainEnvironment(process.env),
    query: () => Promise.resolve([{ Variable_name: 'Questions', Value: (questions += 2) }]),
  };
}

function contestant(name: string, code: string, deeds: string[], more: Partial<Contestant> = {}): Contestant {
  return {
    name,
    prepareRun: () => {
      deeds.push(name);
      return Promise.resolve({
        command: { program: process.execPath, args: ['-e', code] },
        check: () => Promise.resolve(undefined),
        remove: () => Promise.resolve(void deeds.push(`remove ${name}`)),
      });
    },
    ...more,
  };
}

function measure(contestants: readonly Contestant[], { runs = 2, warmUps = 1, on = setting() } = {}) {
  const row: Row = {
    ...{ id: 'x', title: 'x', floor: 'a', selection: 'default', roundSeconds: 1, prepareSeconds: 0 },
    prepare: () => Promise.resolve({ contestants, leftOut: {}, remove: () => Promise.resolve() }),
  };
  return measureRow(row, on, { runs, warmUps, onPrepare: () => undefined, onRun: () => undefined });
}

test('contestants run in turns, each round begins with the next one, and the warm-up does not count', async () => {
  const deeds: string[] = [];
  const { contestants } = await measure(['a', 'b'].map((name) => contestant(name, '0', deeds)));
  expect(deeds.filter((deed) => !deed.startsWith('remove'))).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(contestants.map(({ name, runs, queries }) => [name, runs, queries])).toEqual([
    ['a', 2, 1],
    ['b', 2, 1],
  ]);
});

test('who fails is not asked again, shows what it printed last, and the others go on', async () => {
  const deeds: string[] = [];
  const failing = contestant('a', 'console.error("no such table"); process.exitCode = 3', deeds);
  const { contestants } = await measure([failing, contestant('b', '0', deeds)]);
  expect(contestants[0]).toEqual({ name: 'a', runs: 0, failed: 'It ended with code 3.\nno such table' });
  expect(contestants[1]?.runs).toBe(2);
  expect(deeds.filter((deed) => deed === 'a')).toHaveLength(1);
  expect(deeds).toContain('remove a');
});

test('what was not made ready, or not done, is a failure too', async () => {
  const prepareRun = (): Promise<never> => Promise.reject(new Error('goose could not apply the migrations'));
  const undone = contestant('b', 'console.log("done")', []);
  const { contestants } = await measure([
    contestant('a', '0', [], { prepareRun }),
    {
      ...undone,
      prepareRun: async () => ({
        ...(await undone.prepareRun()),
        check: () => Promise.reject(new Error('3 tables were made, expected 30.')),
      }),
    },
  ]);
  expect(contestants.map(({ failed }) => failed)).toEqual([
    'goose could not apply the migrations',
    '3 tables were made, expected 30.\ndone',
  ]);
});

test('a stop ends the row and removes what a run was given', async () => {
  const stop = new AbortController();
  const deeds: string[] = [];
  const stopping = contestant('a', 'setInterval(() => {}, 1e6)', deeds);
  setTimeout(() => {
    stop.abort();
  }, 100);
  await expect(measure([stopping], { on: setting(stop.signal) })).rejects.toThrow();
  expect(deeds).toEqual(['a', 'remove a']);
});
