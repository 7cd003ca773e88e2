INSERT INTO log (s) VALUES ('afterMigrateError');
