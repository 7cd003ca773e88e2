INSERT INTO log VALUES ('two');
