INSERT INTO t VALUES (2, CONCAT_WS(',', 'left:', @plain, @inProcedure, @selected));
SET @plain = 4;
