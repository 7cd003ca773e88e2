CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(40));
CREATE PROCEDURE p() BEGIN SET @inProcedure = 2; END;
SET @plain = 1;
CALL p();
SELECT 3 INTO @selected;
INSERT INTO t VALUES (1, CONCAT_WS(',', @plain, @inProcedure, @selected));
