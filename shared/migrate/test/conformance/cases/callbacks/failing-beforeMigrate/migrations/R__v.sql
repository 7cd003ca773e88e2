INSERT INTO seen (what) VALUES ('R v');
