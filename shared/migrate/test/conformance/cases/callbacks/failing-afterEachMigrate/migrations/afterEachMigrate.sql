INSERT INTO seen (what) VALUES ('afterEachMigrate');
SELEKT 1;
