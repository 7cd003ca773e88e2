CREATE TABLE orders (
  id          CHAR(36) PRIMARY KEY,
  customer_id CHAR(36),
  ordered_at  DATETIME(6),
  a_column_with_a_long_name INT,
  another_column_with_a_long_name INT,
  KEY idx_orders_customer_id_ordered_at (customer_id, ordered_at),
  KEY by_customer (customer_id),                                        -- finds orders by_customer
  KEY uk_orders_ordered_at (ordered_at),                                -- finds orders uk_orders_ordered_at
  UNIQUE KEY uk_orders_ordered_at_customer_id (ordered_at, customer_id),
  KEY idx_orders_ordered (ordered_at, id),                              -- finds orders idx_orders_ordered
  KEY idx_orders_long (a_column_with_a_long_name, another_column_with_a_long_name)
);
