INSERT INTO l (n) VALUES ("b");
