INSERT INTO seen (what) VALUES ('error');
