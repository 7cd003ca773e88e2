CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
INSERT INTO notes VALUES (1, 'x${semi}y');
INSERT INTO notes VALUES (2, ${quoted});
${statements}
INSERT INTO notes VALUES (5, 'end') ${semi}
