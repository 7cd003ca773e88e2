import { describe, expect, it } from 'vitest';
import { fieldOf, parseObject } from './json-object.ts';

const secret = 'granite-heron-7412';

describe('E8: a secret that is broken JSON', () => {
  it.each([
    ['no JSON', secret, 'line 1, column 1'],
    ['nothing', '', 'line 1, column 1'],
    ['an open text', `{"password":"${secret}`, 'line 1, column 13'],
    ['an open object', `{"password":"${secret}"`, 'line 1, column 33'],
    ['a missing comma', `{"password":"${secret}"\n "a":1}`, 'line 2, column 2'],
    ['a missing colon', `{"password" "${secret}"}`, 'line 1, column 13'],
    ['a comma too many', `{"password":"${secret}",}`, 'line 1, column 34'],
    ['single quotes', `{'password':'${secret}'}`, 'line 1, column 2'],
    ['a comment', `{"password":"${secret}"} // ${secret}`, 'line 1, column 35'],
    ['more behind it', `{"password":"${secret}"} ${secret}`, 'line 1, column 35'],
    ['a line break in a text', `{"password":"granite\nheron"}`, 'line 1, column 13'],
  ])('with %s is told by its place', async (_fault, text, place) => {
    const failure = await failureOf(() => parseObject(text, 'The secret'));
    expect(failure).toBe(`The secret is not JSON: the fault is at ${place}.`);
  });

  it.each(['"granite-heron-7412"', '7412', 'null', 'true', '["granite-heron-7412"]'])(
    'or no object is told without its text: %s',
    async (text) => {
      expect(await failureOf(() => parseObject(text, 'The secret'))).toBe(
        'The secret is JSON, but not an object.',
      );
    },
  );
});

describe('a key of a secret', () => {
  it('is read, whatever else there is', async () => {
    const object = await parseObject(`{"a":1,"password":" ${secret} "}`, 'The secret');
    expect(fieldOf(object, 'password', 'The secret').reveal()).toBe(` ${secret} `);
  });

  it.each([
    ['toString', 'has no key toString (it has 2 keys)'],
    ['b', 'has no key b (it has 2 keys)'],
    ['a', 'has no text in its key a'],
  ])('%s that is not there is told without other names and values', async (field, expected) => {
    const object = { a: 7412, [secret]: 'x' };
    const failure = await failureOf(() => fieldOf(object, field, 'The secret'));
    expect(failure).toContain(expected);
    expect(failure).not.toMatch(/7412|granite/);
  });
});

async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}
