INSERT INTO seen (what) VALUES ('two');
