INSERT INTO log VALUES ('three');
SELECT nope;
