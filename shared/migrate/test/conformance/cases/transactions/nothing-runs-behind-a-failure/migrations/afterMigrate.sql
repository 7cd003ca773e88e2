INSERT INTO log (s) VALUES ('afterMigrate');
