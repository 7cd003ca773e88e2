INSERT INTO seen (what) VALUES ('R b');
SELEKT 1;
