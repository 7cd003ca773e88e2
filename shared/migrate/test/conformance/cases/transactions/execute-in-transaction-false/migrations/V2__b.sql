INSERT INTO t VALUES (1, @@autocommit);
INSERT INTO t VALUES (2, @@autocommit);
INSERT INTO t VALUES (2, @@autocommit);
