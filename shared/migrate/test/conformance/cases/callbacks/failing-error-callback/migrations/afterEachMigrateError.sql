INSERT INTO seen (what) VALUES ('each');
SELEKT 2;
