INSERT INTO seen (what) VALUES ('afterMigrateApplied');
