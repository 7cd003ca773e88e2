INSERT INTO log VALUES ('${r}');
