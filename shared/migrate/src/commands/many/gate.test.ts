import { expect, it } from 'vitest';
import { openGate, type Gate } from './gate.ts';

/** Numbers of those that are let in, in their order. */
function queueAt(gate: Gate, count: number): number[] {
  const inside: number[] = [];
  for (let number = 1; number <= count; number++) void gate.enter().then(() => inside.push(number));
  return inside;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets so many in at once, in their order', async () => {
  const gate = openGate(2);
  const inside = queueAt(gate, 4);
  await settled();
  expect(inside).toEqual([1, 2]);
  gate.leave();
  await settled();
  expect(inside).toEqual([1, 2, 3]);
});

it('lets half of the others in when one of them finds the server full, and never none', async () => {
  const gate = openGate(8);
  const inside = queueAt(gate, 12);
  await settled();
  gate.narrow();
  expect(gate.width()).toBe(3);
  for (let left = 0; left < 5; left++) gate.leave();
  await settled();
  expect(inside).toHaveLength(8);
  gate.leave();
  await settled();
  expect(inside).toHaveLength(9);
  for (let left = 0; left < 3; left++) gate.leave();
  gate.narrow();
  expect(gate.width()).toBe(1);
});
