INSERT INTO seen (what) VALUES ('V3');
