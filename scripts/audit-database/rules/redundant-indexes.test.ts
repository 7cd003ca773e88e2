import { describe, expect, it } from 'vitest';
import type { Index } from '../../catalog/model.ts';
import { asked, catalog, foreignKey, index, orders, users, withIndexes } from './fixture.ts';

describe('redundant indexes', () => {
  const found = (...indexes: readonly Index[]) =>
    asked(withIndexes(...indexes)).map((finding) =>
      'index' in finding ? [finding.code, finding.index] : finding,
    );

  it('are the ordinary one beside a unique one, and the second of two unique ones', () => {
    const unique = index('uk_a', ['status'], { unique: true });
    expect(found(index('idx_a', ['status']), unique)).toEqual([['duplicate-index', 'idx_a']]);
    expect(found(unique, index('uk_b', ['status'], { unique: true }))).toEqual([['duplicate-index', 'uk_b']]);
  });

  it('are not those that differ in length, direction or kind, nor a unique beginning of a longer one', () => {
    const part = (change: object) =>
      [{ name: 'user_id', prefixLength: null, direction: 'ascending', ...change }] as Index['columns'];
    expect(found(index('a', [], { columns: part({ prefixLength: 8 }) }))).toEqual([]);
    expect(found(index('b', [], { columns: part({ direction: 'descending' }) }))).toEqual([]);
    expect(found(index('c', ['user_id'], { type: 'FULLTEXT' }))).toEqual([]);
    expect(found(index('d', ['user_id'], { unique: true }))).toEqual([]);
  });

  it('are not a wide unique one that a foreign key points at', () => {
    const wide = { ...users, indexes: [...users.indexes, index('uk', ['id', 'email'], { unique: true })] };
    const key = { ...foreignKey, columns: ['user_id', 'status'], referencedColumns: ['id', 'email'] };
    expect(asked({ catalog: { ...catalog, tables: [{ ...orders, foreignKeys: [key] }, wide] } })).toEqual([]);
    expect(asked({ catalog: { ...catalog, tables: [orders, wide] } })).toMatchObject([
      { code: 'implied-unique' },
    ]);
  });
});
