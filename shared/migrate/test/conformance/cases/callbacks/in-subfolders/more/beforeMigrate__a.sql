INSERT INTO seen (what) VALUES ('more');
