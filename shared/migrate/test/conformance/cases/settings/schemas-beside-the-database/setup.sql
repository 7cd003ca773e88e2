CREATE DATABASE {schema}_two;;
CREATE TABLE mine (id INT);;
