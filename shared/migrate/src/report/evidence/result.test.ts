import { expect, it } from 'vitest';
import { LockError } from '../../run-errors.ts';
import { resultOf } from './result.ts';

it('names who holds the lock, and not what he runs', () => {
  const running = { statement: "UPDATE patients SET name = 'Amal'", phase: 'updating' };
  const holder = { connectionId: 42, user: 'clinic', host: 'db1', age: 12, running };
  const error = new LockError({ lockName: 'Flyway-1', waited: 60, reason: 'timeout', holder });
  const { outcome, summary } = resultOf({ kind: 'failed', error }, { deeds: [] });
  expect(outcome).toBe('refused');
  expect(summary).toContain('connection 42 (clinic@db1, since 12 s)');
  expect(summary).not.toContain('patients');
});
