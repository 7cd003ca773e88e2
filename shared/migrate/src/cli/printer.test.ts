import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openPrinter } from './printer.ts';

/** Everything that was printed so far, in order. */
function open(isLate: boolean) {
  const written: string[] = [];
  const stream = (name: string) =>
    new PassThrough().on('data', (data: Buffer) => written.push(`${name}: ${data.toString()}`));
  let end: () => void = () => undefined;
  const printer = openPrinter(stream('output'), stream('error'), {
    isLate,
    atEnd: (flush) => (end = flush),
  });
  return {
    ...printer,
    written,
    end: () => {
      end();
    },
  };
}

it('prints lines at once where somebody looks on', () => {
  const { print, written } = open(false);
  print('one');
  print('two');
  expect(written).toEqual(['output: one\n', 'output: two\n']);
});

it('prints lines together as soon as there is nothing else to do', async () => {
  const { print, written } = open(true);
  print('one');
  await Promise.resolve();
  print('two');
  expect(written).toEqual([]);
  await setImmediate();
  expect(written).toEqual(['output: one\ntwo\n']);
  print('three');
  await setImmediate();
  expect(written).toEqual(['output: one\ntwo\n', 'output: three\n']);
});

it('prints an error behind the lines before it', () => {
  const { print, printError, written } = open(true);
  print('one');
  printError('wrong');
  expect(written).toEqual(['output: one\n', 'error: wrong\n']);
});

it('leaves nothing unprinted at the end', () => {
  const { print, end, written } = open(true);
  print('one');
  end();
  expect(written).toEqual(['output: one\n']);
  end();
  expect(written).toHaveLength(1);
});
