INSERT INTO log VALUES (CONCAT('after each ', COALESCE(@fromScript, 'null'), ' ', COALESCE(@fromBefore, 'null')));
