INSERT INTO seen (what) VALUES ('beforeClean');
