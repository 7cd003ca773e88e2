import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstToTakeBack, type InfoJson } from './own-versions.ts';
import { plannedScripts } from './planned-scripts.ts';

/** As info tells of applied versions; `3!` is one that broke off. */
const schema = (...versions: readonly string[]): InfoJson => ({
  migrations: versions.map((text) => {
    const version = text.replace('!', '');
    return {
      ...{ category: 'Versioned', version, filepath: `migrations/V${version}__x.sql` },
      ...{ state: 'Success', installedOnUTC: text === version ? '2026-01-01T00:00:00Z' : '' },
      ...(text !== version && { unfinished: {} }),
    };
  }),
});
const plan = (...versions: readonly string[]) => new Set(versions.map((version) => `V${version}__x.sql`));

describe('what a deployment takes back', () => {
  it.each([
    ['nothing', ['1'], ['1'], ['2'], undefined],
    ['all that it applied', ['1'], ['1', '2', '10'], ['2', '10'], '2'],
    ['the lowest, in whatever order it was applied', ['1'], ['1', '10', '9!'], ['9', '10'], '9'],
    ['nothing that somebody else applied meanwhile', ['1'], ['1', '2'], [], undefined],
    ['its own, on top of what somebody else applied', ['1'], ['1', '2', '3'], ['3'], '3'],
  ] as const)('is %s', (_, before, now, planned, first) => {
    expect(firstToTakeBack(schema(...before), schema(...now), plan(...planned))).toBe(first);
  });

  it.each([
    ['was there before, out of order', ['1', '3'], ['1', '3', '2'], ['2']],
    ['came from somebody else meanwhile', ['1'], ['1', '2', '3'], ['2']],
  ] as const)('is refused when a newer version %s', (_, before, now, planned) => {
    const attempt = () => firstToTakeBack(schema(...before), schema(...now), plan(...planned));
    expect(attempt).toThrow('This run has applied 2, and the schema holds 3 as well');
  });
});

describe('the plan of a run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, operation: string, outcome: string) => {
    const steps = [{ script: `V2__${outcome}.sql` }];
    writeFileSync(
      path.join(folder, name),
      JSON.stringify({ operation, result: { outcome }, plan: { steps } }),
    );
  };

  it('is that of migrations which began', () => {
    expect(plannedScripts(path.join(folder, 'none'))).toEqual(new Set());
    write('a.json', 'migrate', 'failed');
    write('b.json', 'migrate', 'refused');
    write('c.json', 'undo', 'success');
    writeFileSync(path.join(folder, 'a.html'), '');
    expect(plannedScripts(folder)).toEqual(new Set(['V2__failed.sql']));
  });

  it('is not known of a run that was killed, nor from another file', () => {
    write('a.started.json', 'migrate', 'started');
    expect(() => plannedScripts(folder)).toThrow('was killed before it could tell its plan');
    writeFileSync(path.join(folder, 'a.started.json'), 'x');
    expect(() => plannedScripts(folder)).toThrow('is not the evidence of a run');
  });
});
