SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');
CREATE TABLE seen (name VARCHAR(20), value VARCHAR(200));
INSERT INTO seen VALUES ('one', '[${one}]'), ('two', '[${two}]'), ('three', '[${three}]');
