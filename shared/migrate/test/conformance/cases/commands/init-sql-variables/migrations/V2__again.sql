INSERT INTO seen VALUES ('marker in the second script', @marker);
