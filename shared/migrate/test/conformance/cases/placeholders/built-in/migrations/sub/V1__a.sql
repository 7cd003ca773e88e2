CREATE TABLE facts (id INT AUTO_INCREMENT PRIMARY KEY, fact VARCHAR(200));
INSERT INTO facts (fact) VALUES
 (IF('${flyway:defaultSchema}' = DATABASE(), 'schema', '${flyway:defaultSchema}')),
 (IF('${flyway:database}' = DATABASE(), 'database', '${flyway:database}')),
 (IF('${flyway:user}' = SUBSTRING_INDEX(USER(), '@', 1), 'user', '${flyway:user}')),
 ('${flyway:table}'), ('${flyway:filename}'), ('${flyway:environment}'),
 (IF('${flyway:timestamp}' REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$', 'timestamp', '${flyway:timestamp}')),
 (IF('${flyway:workingDirectory}' = '', 'empty', 'folder')),
 ('${FLYWAY:FileName}');
