INSERT INTO log VALUES (CONCAT('after ', COALESCE(@fromScript, 'null'), ' ', @@autocommit));
