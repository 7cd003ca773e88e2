CREATE TABLE texts (id INT PRIMARY KEY, t VARCHAR(200)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO texts VALUES (1, 'a b cd');
-- x INSERT INTO texts VALUES (2, 'no');
-- yINSERT INTO texts VALUES (3, 'no');
