CREATE TABLE f (w VARCHAR(500));
INSERT INTO f VALUES (SUBSTRING('${flyway:workingDirectory}', CHAR_LENGTH('${expected}') + 1));
