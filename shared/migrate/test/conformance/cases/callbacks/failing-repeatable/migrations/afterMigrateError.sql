INSERT INTO seen (what) VALUES ('afterMigrateError');
