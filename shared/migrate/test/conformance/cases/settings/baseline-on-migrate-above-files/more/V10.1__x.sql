SET @x = 1;
