INSERT INTO seen (what) VALUES ('beforeMigrate');
SELEKT 1;
