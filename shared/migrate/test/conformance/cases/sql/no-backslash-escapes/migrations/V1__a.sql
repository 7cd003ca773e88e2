CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20));
SET @before = @@sql_mode, sql_mode = 'NO_BACKSLASH_ESCAPES';
SET sql_mode = 'NO_BACKSLASH_ESCAPES';
INSERT INTO t VALUES (1, 'C:\');
INSERT INTO t VALUES (2, 'D:\;');
SET sql_mode = @before;
