INSERT INTO seen (what) VALUES ('afterClean');
