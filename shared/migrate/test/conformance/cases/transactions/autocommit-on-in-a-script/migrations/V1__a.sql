CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20));
SET autocommit = 1;
INSERT INTO t VALUES (1, @@autocommit);
