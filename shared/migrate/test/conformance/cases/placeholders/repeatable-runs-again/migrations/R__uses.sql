INSERT INTO runs (n) VALUES ('${x}');
