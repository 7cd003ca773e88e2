CREATE TABLE orders (
  id          CHAR(36) PRIMARY KEY,
  approved_by CHAR(36),
  sorted_by   VARCHAR(50)                      -- finds orders sorted_by
);
