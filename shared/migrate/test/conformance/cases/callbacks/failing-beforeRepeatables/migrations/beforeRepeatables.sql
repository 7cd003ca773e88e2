INSERT INTO seen (what) VALUES ('beforeRepeatables');
SELEKT 1;
