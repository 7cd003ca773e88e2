INSERT INTO seen (what) VALUES ('afterValidate');
