CREATE TABLE orders (
  id    CHAR(36) PRIMARY KEY,
  total DECIMAL(15,2),
  CONSTRAINT chk_orders_total CHECK (total >= 0),
  CONSTRAINT positive_total CHECK (total > 0)  -- finds orders positive_total
);
