import { describe, expect, it } from 'vitest';
import { columnBytes } from './sizes.ts';

describe('the bytes that a type allows', () => {
  it.each([
    ['char(36)', 'ascii_bin', 36],
    ['varchar(50)', 'utf8mb4_unicode_ci', 201],
    ['varchar(64)', 'utf8mb4_bin', 258],
    ['varchar(255)', 'latin1_bin', 256],
    ['varbinary(512)', null, 514],
    ['decimal(15,2)', null, 7],
    ['decimal(18,9)', null, 8],
    ["enum('a','b')", 'utf8mb4_bin', 1],
    ['datetime(6)', null, 8],
    ['datetime', null, 5],
    ['date', null, 3],
    ['tinyint(1)', null, 1],
    ['int unsigned', null, 4],
    ['json', null, 20],
    ['longtext', 'utf8mb4_bin', 20],
  ])('%s %s: %i', (type, collation, bytes) => {
    expect(columnBytes({ type, collation })).toBe(bytes);
  });
});
