INSERT INTO seen (what) VALUES ('beforeMigrate');
