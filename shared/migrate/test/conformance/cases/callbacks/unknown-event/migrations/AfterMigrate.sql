INSERT INTO seen (what) VALUES ('capital');
