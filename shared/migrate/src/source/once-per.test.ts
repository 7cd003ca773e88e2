import { expect, it } from 'vitest';
import { oncePer } from './once-per.ts';

it('makes an answer once for each object and each other argument', () => {
  let made = 0;
  const numbered = oncePer((key: { readonly name: string }, server: string) => {
    made++;
    return `${key.name} ${server} ${made}`;
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  expect([numbered(one, 'a'), numbered(other, 'a'), numbered(one, 'a')]).toEqual([
    'one a 1',
    'other a 2',
    'one a 1',
  ]);
  expect([numbered(one, 'b'), numbered(one, 'b'), numbered(one, 'a')]).toEqual([
    'one b 3',
    'one b 3',
    'one a 4',
  ]);
  expect(numbered({ ...one }, 'a')).toBe('one a 5');
});

it('remembers that there is no answer', () => {
  let made = 0;
  const nothing = oncePer(() => {
    made++;
    return undefined;
  });
  const key = {};
  expect([nothing(key), nothing(key), made]).toEqual([undefined, undefined, 1]);
});
