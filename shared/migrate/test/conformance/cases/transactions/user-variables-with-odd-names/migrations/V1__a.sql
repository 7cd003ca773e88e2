CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(40));
SET @plain = 1, @`a b` = 2, @'c;d' = 3;
