-- ${table} */
CREATE TABLE `${table}` (${column} VARCHAR(50) COMMENT '${word}' /* ${word} */);
INSERT INTO ${table} VALUES ('a ${word} b'), ("${word}${word}");
DELIMITER ${end}
CREATE PROCEDURE p_${word}()
BEGIN
  SELECT '${word}'; -- ${word}
  SELECT 2;
END ${end}
DELIMITER ;
INSERT INTO ${table} VALUES (1);
