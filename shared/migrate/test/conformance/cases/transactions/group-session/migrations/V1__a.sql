CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(60));
SET @u = 'left', foreign_key_checks = 0, time_zone = '+03:00';
