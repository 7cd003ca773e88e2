INSERT INTO seen (what) VALUES ('X');
