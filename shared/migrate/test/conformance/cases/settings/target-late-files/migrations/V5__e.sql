SET @e = 1;
