INSERT INTO seen (what) VALUES ('V2');
