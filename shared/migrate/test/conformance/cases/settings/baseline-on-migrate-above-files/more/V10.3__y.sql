SET @y = 1;
