CREATE DATABASE {schema}_two;;
CREATE TABLE {schema}_two.mine (id INT);;
