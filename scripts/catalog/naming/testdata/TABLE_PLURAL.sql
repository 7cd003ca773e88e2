CREATE TABLE customers (id CHAR(36) PRIMARY KEY);
CREATE TABLE customer (id CHAR(36) PRIMARY KEY);       -- finds customer customer
CREATE TABLE charge_master (id CHAR(36) PRIMARY KEY);
