INSERT INTO notes VALUES (2, '__x__y__x__ _x_');
