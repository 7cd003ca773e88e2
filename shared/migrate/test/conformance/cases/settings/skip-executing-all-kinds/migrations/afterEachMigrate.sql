INSERT INTO log (what) VALUES ('afterEachMigrate');
