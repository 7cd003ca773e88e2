CREATE TABLE b (id INT)
-- end