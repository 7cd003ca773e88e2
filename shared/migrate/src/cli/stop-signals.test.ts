import { expect, it } from 'vitest';
import { stopSignals } from './stop-signals.ts';

it('T34: on Windows the events of the console count too', () => {
  expect([...stopSignals('win32')]).toEqual([
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGBREAK', 'SIGINT'],
    ['SIGHUP', 'SIGTERM'],
  ]);
});

it('a terminal that goes away stops nothing elsewhere', () => {
  expect([...stopSignals('linux').keys()]).toEqual(['SIGINT', 'SIGTERM']);
});
