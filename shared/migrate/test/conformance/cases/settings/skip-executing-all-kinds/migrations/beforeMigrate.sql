INSERT INTO log (what) VALUES ('beforeMigrate');
