INSERT INTO seen VALUES ('sql_mode in the second script', @@sql_mode);
