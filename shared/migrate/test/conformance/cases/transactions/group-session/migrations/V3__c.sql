INSERT INTO t VALUES (3, CONCAT_WS(',', COALESCE(@u, 'null'), @@foreign_key_checks, @@time_zone, @@autocommit));
COMMIT;
INSERT INTO t VALUES (4, 'after commit');
