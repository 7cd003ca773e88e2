INSERT INTO seen (what) VALUES ('lower');
