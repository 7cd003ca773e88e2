DELIMITER //
CREATE TABLE t (id INT PRIMARY KEY, `a//b` VARCHAR(40) COMMENT '//')//
INSERT INTO t VALUES (1, 'http://x//y') -- see http://x
//
INSERT INTO t VALUES (2, "//"); //
/* // */ INSERT INTO t VALUES (3, /* // */ '\'//') # //
//
DELIMITER $$
INSERT INTO t VALUES (4, '$$;//')$$
DELIMITER ;
INSERT INTO t VALUES (5, '$$//');
