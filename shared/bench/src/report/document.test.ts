import { expect, test } from 'vitest';
import { contestantResult as took, rowResult } from '../results/sample.ts';
import { charts } from './charts.ts';
import { filled } from './document.ts';

const rows = [
  rowResult({
    row: 'fresh-30',
    contestants: [took('client', 0.3), took('nilecare', 0.45), took('goose', 0.4)],
    leftOut: { waypoint: 'it panics' },
  }),
  rowResult({
    row: 'fresh-30',
    kind: 'mysql',
    contestants: [took('client', 0.6), took('nilecare', 0.75, { queries: 131 })],
  }),
];

test('a row is one table for both servers, with who is missing below', () => {
  const text = filled('<!-- bench:row fresh-30 -->\nold\n<!-- /bench -->', { rows });
  expect(text).not.toContain('old');
  expect(text).toContain(
    '| nilecare 1.2.3 | 0.45 (0.41-0.68) | 1.50 | 0.75 (0.68-1.13) | 1.25 | 0.090 / 0.15 | 60 | 130 / 131 | 200 |',
  );
  expect(text).toContain('| goose 1.2.3 | 0.40 (0.36-0.60) | 1.33 |  |  | 0.080 | 60 | 130 | 200 |');
  expect(text).toContain('5 runs (smallest-largest in brackets); 2026-01-02 at commit 0123abcde.');
  expect(text).toContain('waypoint on mariadb: it panics.');
});

test('a row that was not measured says how to measure it', () => {
  const text = filled('<!-- bench:row setup -->\n<!-- /bench -->', { rows });
  expect(text).toContain('Not measured yet: `npm run bench -- --only setup`.');
});

test('text between the blocks stays, and writing twice changes nothing', () => {
  const once = filled('a\n<!-- bench:goals -->\n<!-- /bench -->\nb | c', { rows });
  expect(once).toMatch(/^a\n<!-- bench:goals -->[^]*\nb \| c$/);
  expect(once).toContain('| P2 | fresh-30: times the client ≤ 1.6 | 1.5, reached | 1.25, reached |');
  expect(filled(once, { rows })).toBe(once);
});

test.each([
  ['<!-- bench:speed -->\n<!-- /bench -->', /a block "bench:speed", which nothing writes/],
  ['<!-- bench:goals -->\n', /without "<!-- \/bench -->"/],
])('%j is refused', (document, message) => {
  expect(() => filled(document, { rows })).toThrow(message);
});

test('planning calculates from what was measured, and says what was not', () => {
  const many = rowResult({
    row: 'many-50',
    contestants: [took('one alone', 0.2), took('all in one process', 0.69, { memory: 109 })],
  });
  const nothing = rowResult({ row: 'nothing-30', contestants: [took('nilecare', 0.2)] });
  const text = filled('<!-- bench:planning -->\n<!-- /bench -->', { rows: [many, nothing] });
  expect(text).toContain(
    '| e | seconds that each further database with nothing to do adds in the same process | 0.01 | not measured |',
  );
  expect(text).toContain(
    '| d | MiB that each further database in the same process adds | 1 | not measured |',
  );
  expect(text).toContain('| 100 | 1.19 | not measured | not measured | not measured |');
});

test('a chart is drawn of what was measured, in colours of the page, ours in front', () => {
  const drawn = charts({ rows });
  expect([...drawn.keys()]).toEqual(['fresh-30.svg', 'fresh-30-queries.svg']);
  const svg = drawn.get('fresh-30.svg') ?? '';
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  expect(svg).toContain('<text class="label strong" x="142" y="104" text-anchor="end">nilecare</text>');
  expect(svg.match(/<rect class="[ab]/g)).toHaveLength(2 + 5);
});

test('the longest bar is the largest value, and the others are in proportion', () => {
  const svg = charts({ rows }).get('fresh-30.svg') ?? '';
  const bars = [
    ...svg.matchAll(/<rect class="([ab](?: strong)?)" x="150" y="\d+" width="(\d+)" height="11"/g),
  ];
  expect(bars.map(([, , length]) => Number(length))).toEqual([192, 384, 288, 480, 256]);
});
