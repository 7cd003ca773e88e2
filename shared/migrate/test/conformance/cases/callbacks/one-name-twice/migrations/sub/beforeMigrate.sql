INSERT INTO seen (what) VALUES ('sub');
