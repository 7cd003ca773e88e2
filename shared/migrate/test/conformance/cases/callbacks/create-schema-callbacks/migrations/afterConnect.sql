INSERT INTO log (what) VALUES ('afterConnect');
