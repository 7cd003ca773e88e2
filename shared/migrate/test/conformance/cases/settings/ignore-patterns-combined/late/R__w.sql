SET @w = 1;
