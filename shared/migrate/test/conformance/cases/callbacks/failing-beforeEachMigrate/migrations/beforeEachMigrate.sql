INSERT INTO seen (what) VALUES ('beforeEachMigrate');
SELEKT 1;
