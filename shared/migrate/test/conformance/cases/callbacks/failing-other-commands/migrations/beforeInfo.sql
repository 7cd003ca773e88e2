INSERT INTO seen (what) VALUES ('beforeInfo');
SELEKT 1;
