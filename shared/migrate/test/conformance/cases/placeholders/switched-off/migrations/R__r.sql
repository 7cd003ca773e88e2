INSERT INTO notes VALUES (2, '${x}');
