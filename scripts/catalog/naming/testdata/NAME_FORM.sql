CREATE TABLE addresses (
  id          CHAR(36) PRIMARY KEY,
  postal_code VARCHAR(10),
  postalCode  VARCHAR(10),                     -- finds addresses postalCode
  line__2     VARCHAR(10),                     -- finds addresses line__2
  KEY idx_addresses_postal_code (postal_code)
);
