SET @b = 1;
