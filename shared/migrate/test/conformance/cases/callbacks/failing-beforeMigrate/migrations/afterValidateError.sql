INSERT INTO seen (what) VALUES ('afterValidateError');
