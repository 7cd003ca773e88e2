INSERT INTO log (s) VALUES ('afterMigrateApplied');
