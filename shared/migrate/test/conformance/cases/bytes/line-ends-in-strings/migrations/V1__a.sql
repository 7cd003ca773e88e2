CREATE TABLE texts (id INT PRIMARY KEY, t VARCHAR(200)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO texts VALUES (1, 'a
b'), (2, 'ab'), (3, 'a
b'), (4, 'a
b

');
