INSERT INTO log (s) VALUES ('afterEachMigrateError');
