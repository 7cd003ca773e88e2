SET @c = 1;
