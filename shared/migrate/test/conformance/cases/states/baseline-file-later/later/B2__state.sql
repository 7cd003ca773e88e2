SET @s = 1;
