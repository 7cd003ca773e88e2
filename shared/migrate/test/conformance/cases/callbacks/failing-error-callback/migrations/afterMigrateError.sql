INSERT INTO seen (what) VALUES ('migrate error');
