INSERT INTO t VALUES (2, @@autocommit);
ROLLBACK;
INSERT INTO t VALUES (3, @@autocommit);
