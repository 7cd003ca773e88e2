INSERT INTO seen (what) VALUES ('R v 2');
