CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20));
SET @`a;b` = 1, @'c;d' = 2, @"e;f" = 3, @g.h = 4;
SELECT 5, 'x;' INTO @i, @`j``k`;
INSERT INTO t VALUES (@`a;b`, @'c;d'), (@"e;f", @g.h), (@i, @`j``k`), ((@n := 9), @n);
