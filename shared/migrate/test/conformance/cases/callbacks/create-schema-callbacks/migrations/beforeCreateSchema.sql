INSERT INTO log (what) VALUES ('beforeCreateSchema');
