SET @nothing = 1;
