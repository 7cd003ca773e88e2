import { expect, it } from 'vitest';
import { onDatabases } from './on-databases.ts';
import { resolveConfig } from './resolve-config.ts';

const shop = { url: 'mysql://127.0.0.1:3306/shop', user: 'shop' };

it('puts each database in the place of the one that the URL names', () => {
  const [first, second] = onDatabases(resolveConfig({ ...shop, defaultSchema: 'shop' }), ['a', 'b']);
  expect(first).toMatchObject({ defaultSchema: 'a', schemas: ['a'], connection: { database: 'a' } });
  expect(second).toMatchObject({ defaultSchema: 'b', schemas: ['b'], connection: { database: 'b' } });
});

it('connects to none where the URL names none', () => {
  const [config] = onDatabases(resolveConfig({ ...shop, url: 'mysql://127.0.0.1', defaultSchema: 'shop' }), [
    'a',
  ]);
  expect(config?.defaultSchema).toBe('a');
  expect(config?.connection).not.toHaveProperty('database');
});

it.each([
  [{ defaultSchema: 'fixed' }, /one history/],
  [{ schemas: ['shop', 'more'] }, /schemas names more/],
])('refuses %j, which all would share', (options, sentence) => {
  expect(() => onDatabases(resolveConfig({ ...shop, ...options }), ['a'])).toThrow(sentence);
});
