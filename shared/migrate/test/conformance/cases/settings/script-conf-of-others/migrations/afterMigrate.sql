INSERT INTO log VALUES ('${c}');
