INSERT INTO seen (what) VALUES ('afterVersioned');
SELEKT 1;
