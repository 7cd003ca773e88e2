INSERT INTO notes VALUES (4, '${x}');
