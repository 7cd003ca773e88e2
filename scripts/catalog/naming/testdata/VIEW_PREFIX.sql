CREATE TABLE orders (id CHAR(36) PRIMARY KEY);
CREATE TABLE v_orders (id CHAR(36) PRIMARY KEY);       -- finds v_orders v_orders
CREATE VIEW v_open_orders AS SELECT id FROM orders;
CREATE VIEW open_orders AS SELECT id FROM orders;      -- finds open_orders open_orders
