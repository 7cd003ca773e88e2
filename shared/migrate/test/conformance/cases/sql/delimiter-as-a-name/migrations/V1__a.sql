CREATE TABLE t (`delimiter` VARCHAR(5), id INT PRIMARY KEY);
INSERT INTO t (`delimiter`, id) VALUES (';', 1);
