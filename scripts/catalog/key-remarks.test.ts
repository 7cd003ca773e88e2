import { expect, it } from 'vitest';
import { keyRemarks } from './key-remarks.ts';

it('takes the remark behind a key, and the newest of several', () => {
  const first = `
    CREATE TABLE orders (
      PRIMARY KEY (id),
      UNIQUE KEY uk_orders_number (number),      -- an order by its number
      KEY idx_orders_state (state, id)           -- worklist
      , KEY idx_orders_plain (plain),
      CONSTRAINT chk_orders_total CHECK (total > 0) -- no remark of a key
    );
    CREATE INDEX idx_orders_day ON orders (day); -- of another form`;
  const second = 'ALTER TABLE orders ADD KEY `idx_orders_state` (state, day); -- worklist by day';
  expect([...keyRemarks([first, second])]).toEqual([
    ['uk_orders_number', 'an order by its number'],
    ['idx_orders_state', 'worklist by day'],
  ]);
});
