CREATE TABLE seen (name VARCHAR(20), value VARCHAR(200));
INSERT INTO seen VALUES ('one', '[${one}]'), ('two', '[${two}]'), ('three', '[${three}]');
