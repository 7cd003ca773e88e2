INSERT INTO seen (what) VALUES ('afterEachMigrateError');
