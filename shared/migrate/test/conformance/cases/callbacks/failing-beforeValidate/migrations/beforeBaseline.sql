INSERT INTO seen (what) VALUES ('beforeBaseline');
