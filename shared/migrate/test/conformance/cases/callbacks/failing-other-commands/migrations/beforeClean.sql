INSERT INTO seen (what) VALUES ('beforeClean');
SELEKT 1;
