INSERT INTO seen (what) VALUES ('afterInfo');
