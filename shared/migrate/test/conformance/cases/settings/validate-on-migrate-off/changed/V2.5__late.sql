SET @l = 1;
