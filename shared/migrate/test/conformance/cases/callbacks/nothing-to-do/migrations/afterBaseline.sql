INSERT INTO seen (what) VALUES ('afterBaseline');
