CREATE TABLE t (id INT PRIMARY KEY);
/* all that follows
INSERT INTO t VALUES (1);
