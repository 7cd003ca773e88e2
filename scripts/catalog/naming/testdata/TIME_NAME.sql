CREATE TABLE orders (
  id             CHAR(36) PRIMARY KEY,
  shipped_at     DATETIME(6),
  shipping_time  DATETIME(6),                  -- finds orders shipping_time
  stamp          TIMESTAMP NULL,               -- finds orders stamp
  due_date       DATE,
  due            DATE,                         -- finds orders due
  looked_at      INT,                          -- finds orders looked_at
  order_date     DATETIME(6),                  -- finds orders order_date
  effective_from DATE
);
