INSERT INTO log VALUES ('two');
SELECT nope;
