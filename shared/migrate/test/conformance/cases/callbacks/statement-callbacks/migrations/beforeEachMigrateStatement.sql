INSERT INTO seen (what) VALUES ('beforeEachMigrateStatement');
