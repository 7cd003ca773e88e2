INSERT INTO log VALUES ('one');
