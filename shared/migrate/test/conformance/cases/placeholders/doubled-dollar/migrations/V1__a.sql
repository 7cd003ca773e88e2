CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
INSERT INTO notes VALUES (1, '$${x}'), (2, '$$${x}'), (3, '$$$${x}'), (4, '$ ${x}$'), (5, '{x}$');
