INSERT INTO seen (what) VALUES ('beforeValidate');
SELEKT 1;
