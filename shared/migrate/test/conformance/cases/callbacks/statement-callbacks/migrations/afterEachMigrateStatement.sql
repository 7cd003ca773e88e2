INSERT INTO seen (what) VALUES ('afterEachMigrateStatement');
