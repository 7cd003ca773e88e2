SET @nothing = 3;
