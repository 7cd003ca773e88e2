CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
-- ${lines}
INSERT INTO notes VALUES (2, 'a${lines}b');
INSERT INTO nowhere VALUES (1);
