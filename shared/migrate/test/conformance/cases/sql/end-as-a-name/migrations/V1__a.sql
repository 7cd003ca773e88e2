CREATE TABLE t (id INT PRIMARY KEY, `begin` INT, `end` INT, `case` INT);
INSERT INTO t (id, begin, end) VALUES (1, 2, 3);
UPDATE t SET begin = end, end = begin WHERE id = 1;
CREATE PROCEDURE p()
BEGIN
  UPDATE t SET end = 5 WHERE begin = 3;
  UPDATE t SET t.end = 6, `case` = 1 WHERE t.begin = 3;
  SELECT end FROM t;
END;
CALL p();
INSERT INTO t (id) VALUES (2);
