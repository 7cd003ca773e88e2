INSERT INTO seen (what) VALUES ('one');
