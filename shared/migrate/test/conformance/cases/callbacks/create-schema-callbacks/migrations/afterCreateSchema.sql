INSERT INTO log (what) VALUES ('afterCreateSchema');
