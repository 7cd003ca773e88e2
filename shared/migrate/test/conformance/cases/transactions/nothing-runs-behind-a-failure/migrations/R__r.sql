INSERT INTO log (s) VALUES ('R');
