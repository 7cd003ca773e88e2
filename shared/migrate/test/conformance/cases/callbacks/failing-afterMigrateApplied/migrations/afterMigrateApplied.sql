INSERT INTO seen (what) VALUES ('afterMigrateApplied');
SELEKT 1;
