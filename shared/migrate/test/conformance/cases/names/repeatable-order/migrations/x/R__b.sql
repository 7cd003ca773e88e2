INSERT INTO s (n) VALUES ("b");
