INSERT INTO log (s) VALUES ('afterVersioned');
