INSERT INTO seen (what) VALUES ('beforeEachMigrate');
