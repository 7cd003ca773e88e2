INSERT INTO notes VALUES (2, '${flyway:table}');
