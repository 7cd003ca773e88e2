INSERT INTO seen (what) VALUES ('afterEachMigrate');
