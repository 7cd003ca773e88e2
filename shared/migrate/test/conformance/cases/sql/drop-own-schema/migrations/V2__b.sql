DROP SCHEMA `${own}`;
CREATE SCHEMA `${own}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE `${own}`;
CREATE TABLE u (id INT PRIMARY KEY);
