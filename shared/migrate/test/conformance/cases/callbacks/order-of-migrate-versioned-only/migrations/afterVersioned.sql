INSERT INTO seen (what) VALUES ('afterVersioned');
