INSERT INTO t VALUES (2, CONCAT_WS(',', COALESCE(@u, 'null'), @@foreign_key_checks, @@time_zone, @@autocommit));
ROLLBACK;
