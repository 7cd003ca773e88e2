INSERT INTO seen (what) VALUES ('beforeInfo');
