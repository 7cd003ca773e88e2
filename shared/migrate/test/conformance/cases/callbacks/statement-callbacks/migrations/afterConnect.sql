INSERT INTO seen (what) VALUES ('afterConnect');
