INSERT INTO seen (what) VALUES ('${gone}');
