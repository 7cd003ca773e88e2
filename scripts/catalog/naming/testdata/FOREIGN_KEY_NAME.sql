CREATE TABLE customers (id CHAR(36) PRIMARY KEY);
CREATE TABLE orders (
  id          CHAR(36) PRIMARY KEY,
  customer_id CHAR(36),
  payer_id    CHAR(36),
  KEY idx_orders_customer_id (customer_id),
  KEY idx_orders_payer_id (payer_id),
  CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT orders_ibfk_1 FOREIGN KEY (payer_id) REFERENCES customers (id)    -- finds orders orders_ibfk_1
);
