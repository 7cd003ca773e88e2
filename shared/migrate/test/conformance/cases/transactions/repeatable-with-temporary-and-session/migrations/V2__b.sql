INSERT INTO t (s) VALUES (CONCAT('script ', COALESCE(@fromBefore, 'null'), ' ', @@autocommit));
SET @fromScript = 'script';
ROLLBACK;
INSERT INTO t (s) VALUES ('after rollback');
