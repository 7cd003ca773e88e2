INSERT INTO log (what) VALUES ('beforeConnect');
