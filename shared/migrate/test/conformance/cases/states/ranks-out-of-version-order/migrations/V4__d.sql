SET @d = 1;
