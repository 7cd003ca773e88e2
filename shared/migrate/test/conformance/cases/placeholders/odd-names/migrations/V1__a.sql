CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
INSERT INTO notes VALUES (1, '${two words}'), (2, '${a.b-c}'), (3, '${größe}'), (4, '${a:b}');
