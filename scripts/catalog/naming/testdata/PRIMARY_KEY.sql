CREATE TABLE customers (id CHAR(36) PRIMARY KEY);
CREATE TABLE sellers (customer_key CHAR(36) PRIMARY KEY);               -- finds sellers customer_key
CREATE TABLE logs (id CHAR(36));                                        -- finds logs no key
CREATE TABLE parts (id CHAR(36), line INT, PRIMARY KEY (id, line));     -- finds parts id, line
CREATE TABLE late_ids (line INT, id CHAR(36) PRIMARY KEY);              -- finds late_ids id
