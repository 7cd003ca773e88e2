INSERT INTO notes VALUES (1, CONCAT(@before, ' ${flyway:filename} ${x}'));
