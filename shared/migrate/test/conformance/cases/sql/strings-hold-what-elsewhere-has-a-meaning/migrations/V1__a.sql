CREATE TABLE t (id INT PRIMARY KEY, s TEXT, `semi;colon "and" -- dashes` INT, `tick``ed # /*` INT);
INSERT INTO t (id, s) VALUES (1, 'a;b'), (2, "c;d"), (3, '-- no comment'), (4, '# none'), (5, '/* none'), (6, "*/ none");
INSERT INTO t VALUES (7, 'two
lines;

DELIMITER //
', 1, 2), (8, "DELIMITER $$
;", 3, 4);
UPDATE t SET `semi;colon "and" -- dashes` = 5 WHERE s LIKE '%;%';
