INSERT INTO seen (what) VALUES ('V1');
