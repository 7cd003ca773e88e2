INSERT INTO seen (what) VALUES ('beforeValidate');
