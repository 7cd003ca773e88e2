CREATE TABLE notes (id INT PRIMARY KEY, n VARCHAR(200));
INSERT INTO notes VALUES (1, 'FP__x__ ${x} <<x>>');
