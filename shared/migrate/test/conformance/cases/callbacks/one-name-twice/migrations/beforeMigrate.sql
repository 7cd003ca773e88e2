INSERT INTO seen (what) VALUES ('top');
