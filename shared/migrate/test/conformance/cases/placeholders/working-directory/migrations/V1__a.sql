CREATE TABLE f (is_folder BOOL);
INSERT INTO f VALUES ('${flyway:workingDirectory}' = '${expected}');
