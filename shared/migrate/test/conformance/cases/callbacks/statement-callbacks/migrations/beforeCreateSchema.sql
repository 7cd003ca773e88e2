INSERT INTO seen (what) VALUES ('beforeCreateSchema');
