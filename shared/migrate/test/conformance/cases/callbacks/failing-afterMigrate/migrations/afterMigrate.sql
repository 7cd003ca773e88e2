INSERT INTO seen (what) VALUES ('afterMigrate');
SELEKT 1;
