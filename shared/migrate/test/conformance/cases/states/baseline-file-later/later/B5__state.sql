SET @t = 1;
