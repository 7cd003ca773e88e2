CREATE TABLE customers (id CHAR(36) PRIMARY KEY, name VARCHAR(50), UNIQUE KEY uk_customers_name (name));
CREATE TABLE orders (
  id            CHAR(36) PRIMARY KEY,
  customer_id   CHAR(36),
  assigned_to   CHAR(36),
  customer      CHAR(36),                                               -- finds orders customer
  customer_name VARCHAR(50),
  CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT fk_orders_assigned_to FOREIGN KEY (assigned_to) REFERENCES customers (id),
  CONSTRAINT fk_orders_customer FOREIGN KEY (customer) REFERENCES customers (id),
  CONSTRAINT fk_orders_customer_name FOREIGN KEY (customer_name) REFERENCES customers (name),
  KEY idx_orders_customer_id (customer_id),
  KEY idx_orders_assigned_to (assigned_to),
  KEY idx_orders_customer (customer),
  KEY idx_orders_customer_name (customer_name)
);
