-- only: mariadb
CREATE TABLE orders (
  id    CHAR(36) PRIMARY KEY,
  total DECIMAL(15,2),
  CONSTRAINT chk_orders_total CHECK (total >= 0),
  CONSTRAINT chk_total CHECK (total < 100)
);
CREATE TABLE refunds (
  id    CHAR(36) PRIMARY KEY,
  total DECIMAL(15,2),
  CONSTRAINT chk_total CHECK (total < 100)     -- finds refunds chk_total
);
