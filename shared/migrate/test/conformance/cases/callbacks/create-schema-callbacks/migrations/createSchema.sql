INSERT INTO log (what) VALUES ('createSchema');
