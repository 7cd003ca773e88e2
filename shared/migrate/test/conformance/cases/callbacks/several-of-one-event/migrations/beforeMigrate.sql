INSERT INTO seen (what) VALUES ('before');
