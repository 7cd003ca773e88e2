import { loadServiceMap } from '@nilecare/database';
import { describe, expect, it } from 'vitest';
import { procedures } from './criteria.ts';
import type { Stage } from './stage.ts';
import { tryProcedure, type Trial } from './trial.ts';

const [procedure] = procedures;
const [service] = loadServiceMap().services;

function tryOut(run: (trial: Trial<string>) => void, signal = new AbortController().signal) {
  if (!service) throw new Error('The map has no service.');
  const server = { kind: 'mariadb', version: '10.11.19' } as Stage['server'];
  const stage = { server, signal, reset: () => Promise.resolve() } as unknown as Stage;
  return tryProcedure({ stage, service, baseline: undefined }, procedure, async (trial) => {
    await Promise.resolve();
    run(trial);
  });
}

describe('a procedure', () => {
  it('passes when each of its criteria was tried and met', async () => {
    const result = await tryOut((trial) => {
      for (const name of Object.keys(procedure.criteria)) trial.check(name, undefined);
    });
    expect(result).toMatchObject({ result: 'passed', test: 1, service: 'auth-service' });
    expect(result).not.toHaveProperty('lookAt');
  });

  it('fails when it does not come to one, however well the others went', async () => {
    const result = await tryOut((trial) => {
      for (const name of Object.keys(procedure.criteria).slice(1)) trial.check(name, []);
    });
    expect(result).toMatchObject({ result: 'failed', lookAt: procedure.lookAt });
    expect(result.criteria.map(({ outcome }) => outcome)).toEqual([
      'not reached',
      ...Array.from({ length: 4 }, () => 'met'),
    ]);
  });

  it('ends behind a criterion that must be met', async () => {
    const result = await tryOut((trial) => {
      trial.must('ends', 'no');
      trial.note('never');
    });
    expect(result.criteria[0]).toMatchObject({ outcome: 'failed', problems: ['no'] });
    expect(result.notes).toEqual([]);
  });

  it('fails with the reason when something breaks, and is given up when it is interrupted', async () => {
    const broken = await tryOut(() => {
      throw new Error('The disk is full.');
    });
    expect(broken).toMatchObject({ result: 'failed', notes: ['It could not go on: The disk is full.'] });
    const interrupted = tryOut(
      () => {
        throw new Error('killed');
      },
      AbortSignal.abort(new Error('interrupted')),
    );
    await expect(interrupted).rejects.toThrow('interrupted');
  });
});
