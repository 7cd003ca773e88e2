INSERT INTO notes VALUES (3, '${x}${unknown}');
