INSERT INTO seen (what) VALUES ('afterCreateSchema');
