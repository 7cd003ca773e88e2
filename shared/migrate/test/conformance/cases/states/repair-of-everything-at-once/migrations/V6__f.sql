SET @f = 1;
