CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(3));
SET @before = @@sql_mode;
SET sql_mode = '';
INSERT INTO t VALUES (1, 'too long');
SET sql_mode = @before;
