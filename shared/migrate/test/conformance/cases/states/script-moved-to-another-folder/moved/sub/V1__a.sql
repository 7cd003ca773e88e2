SET @a = 1;
