SET @v = 1;
