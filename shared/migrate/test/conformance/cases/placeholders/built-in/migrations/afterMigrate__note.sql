INSERT INTO facts (fact) VALUES ('${flyway:filename}');
