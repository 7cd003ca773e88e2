import { describe, expect, it } from 'vitest';
import { catalogOf, foreignKeyOf, indexOf, tableOf } from '../catalog/fixture.ts';
import type { PlacedBox } from './diagram.ts';
import { erSvg } from './er-svg.ts';
import { layoutOf } from './layout.ts';
import { erMermaid } from './mermaid.ts';
import { relationshipsOf } from './relationships.ts';

const orders = tableOf(
  'orders',
  [
    'customer_id',
    { name: 'seller_id', nullable: true },
    { name: 'total', type: 'decimal(15,2)' },
    { name: 'state', type: "enum('new','paid')", comment: 'no "quotes" & <tags>' },
  ],
  {
    comment: 'What was <bought>',
    indexes: [indexOf('uk_orders_customer_id_total', ['customer_id', 'total'], 'unique')],
    foreignKeys: [
      foreignKeyOf('orders', 'customer_id', 'customers'),
      foreignKeyOf('orders', 'seller_id', 'customers'),
    ],
  },
);
const invoices = tableOf(
  'invoices',
  ['order_id', { name: 'customer_id', comment: 'PHI' }, 'reversal_of_id'],
  {
    indexes: [indexOf('uk_invoices_order_id', ['order_id'], 'unique')],
    foreignKeys: [
      foreignKeyOf('invoices', 'customer_id', 'customers'),
      foreignKeyOf('invoices', 'order_id', 'orders'),
      foreignKeyOf('invoices', 'reversal_of_id', 'invoices'),
    ],
  },
);
const catalog = catalogOf([tableOf('customers', ['email']), invoices, tableOf('logs', ['text']), orders]);

it('tells how many parents a child has, and how many children a parent', () => {
  const ends = relationshipsOf(catalog).map(
    ({ child, childColumns, parents, children }) =>
      `${child}.${childColumns.join()}: ${parents}, ${children}`,
  );
  expect(ends).toEqual([
    'invoices.customer_id: one, any number',
    'invoices.order_id: one, none or one',
    'invoices.reversal_of_id: one, any number',
    'orders.customer_id: one, any number',
    'orders.seller_id: none or one, any number',
  ]);
});

it('is written as Mermaid, which takes neither commas in types nor quotes in comments', () => {
  expect(erMermaid(catalogOf([orders, tableOf('customers')]))).toBe(`erDiagram
  orders {
    char(36) id PK
    char(36) customer_id FK, UK
    char(36) seller_id FK "NULL"
    decimal(15-2) total UK
    enum state "no 'quotes' & <tags>"
  }
  customers {
    char(36) id PK
  }
  customers ||--o{ orders : "customer_id"
  customers |o--o{ orders : "seller_id"
`);
});

describe.each(['all', 'keys'] as const)('a layout of %s columns', (shown) => {
  const { boxes, lines, width, height } = layoutOf(catalog, shown);

  it('has every table once, within its bounds and apart from the others', () => {
    expect(boxes.map(({ table }) => table).sort()).toEqual(['customers', 'invoices', 'logs', 'orders']);
    for (const box of boxes) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(boxes.filter((other) => other !== box && overlaps(box, other))).toEqual([]);
    }
  });

  it('leads lines from box to box, past those between', () => {
    expect(lines).toHaveLength(5);
    for (const { parentEnd, childEnd, crossings, relationship } of lines) {
      const child = boxes.find(({ table }) => table === relationship.child);
      expect(childEnd.x).toBe(childEnd.side === 'left' ? child?.x : Number(child?.x) + Number(child?.width));
      expect(parentEnd.y).toBeGreaterThan(0);
      for (const { y, from, to } of crossings)
        expect(boxes.filter((box) => overlaps(box, { x: from, width: to - from, y, height: 0 }))).toEqual([]);
    }
    expect(lines.flatMap(({ crossings }) => crossings)).not.toEqual([]);
  });
});

describe('the SVG', () => {
  const svg = erSvg(catalog);

  it('is the same every time', () => {
    expect(erSvg(structuredClone(catalog))).toBe(svg);
  });

  it('loads nothing and runs nothing', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|url\(|@import|<script|\bon\w+=/,
    );
  });

  it('escapes what schemas say, and closes every element', () => {
    expect(svg).toContain('<title>orders: What was &lt;bought&gt;</title>');
    const open: string[] = [];
    for (const [, close, name = '', selfClosed] of svg.matchAll(
      /<(\/?)([a-z]+)(?:[^<>"]|"[^"]*")*?(\/?)>/g,
    )) {
      if (close) expect(open.pop()).toBe(name);
      else if (!selfClosed) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('says in words what it shows', () => {
    expect(svg).toContain('Each row of orders belongs to none or one of customers by seller_id');
    expect(svg).toMatch(/aria-labelledby="er-shop-all-title er-shop-all-text"/);
  });

  it('marks keys and what needs care, and leaves other columns out when it shall', () => {
    expect(svg).toContain('>customer_id<tspan class="er-private"> PHI</tspan>');
    expect(svg).toContain('>state</text>');
    expect(erSvg(catalog, 'keys')).not.toContain('>state</text>');
    expect(erSvg(catalog, 'keys')).toContain('>and 1 more</text>');
  });

  it('can be drawn of tables without relationships, and of none', () => {
    expect(erSvg(catalogOf([tableOf('a'), tableOf('b')]))).toContain('>b</text>');
    expect(erSvg(catalogOf([]))).toContain('shop-service: shop, 0 tables');
  });
});

type Area = Pick<PlacedBox, 'x' | 'y' | 'width' | 'height'>;

function overlaps(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
