SET @a = 1;
-- again
