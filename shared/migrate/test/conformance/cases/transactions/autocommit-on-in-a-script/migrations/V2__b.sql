INSERT INTO t VALUES (2, @@autocommit);
SET autocommit = 1;
INSERT INTO t VALUES (3, @@autocommit);
INSERT INTO t VALUES (3, 'again');
