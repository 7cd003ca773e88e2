-- x
DELIMITER //
CREATE TABLE b (id INT)//
