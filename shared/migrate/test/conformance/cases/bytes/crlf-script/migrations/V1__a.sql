-- one
CREATE TABLE a (
  id INT -- two
);
DELIMITER $$
CREATE PROCEDURE p()
BEGIN
  -- three
  SELECT 1;
END $$
DELIMITER ;
INSERT INTO a VALUES (1);
