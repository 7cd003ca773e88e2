CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
${skip} INSERT INTO notes VALUES (1, 'a'); */ INSERT INTO notes VALUES (2, 'b');
${line}INSERT INTO notes VALUES (3, 'c');
INSERT INTO notes VALUES (4, ${quote}d');
