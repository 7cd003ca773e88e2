INSERT INTO log (s) VALUES ('after error');
