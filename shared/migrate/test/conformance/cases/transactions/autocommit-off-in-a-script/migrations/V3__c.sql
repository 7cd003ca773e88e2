SET autocommit = 0;
INSERT INTO t VALUES (3, @@autocommit);
ROLLBACK;
