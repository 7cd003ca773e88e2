CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
INSERT INTO notes VALUES (1, '${dollar}{b}');
INSERT INTO notes VALUES (2, '${open}b}');
