INSERT INTO l (n) VALUES ("x");
