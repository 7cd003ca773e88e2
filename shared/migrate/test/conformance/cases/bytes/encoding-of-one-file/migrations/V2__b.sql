INSERT INTO texts VALUES (2, 'é');
