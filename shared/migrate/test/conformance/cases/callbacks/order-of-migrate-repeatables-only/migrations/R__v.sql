INSERT INTO seen (what) VALUES ('R');
