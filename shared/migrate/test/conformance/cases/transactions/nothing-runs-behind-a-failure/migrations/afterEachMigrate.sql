INSERT INTO log (s) VALUES ('afterEachMigrate');
