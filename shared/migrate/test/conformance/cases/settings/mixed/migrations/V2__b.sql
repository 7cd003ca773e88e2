SET @nothing = 2;
