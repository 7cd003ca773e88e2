INSERT INTO seen (what) VALUES ('sql');
