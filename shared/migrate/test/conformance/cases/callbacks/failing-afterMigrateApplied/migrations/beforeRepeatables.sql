INSERT INTO seen (what) VALUES ('beforeRepeatables');
