INSERT INTO s (n) VALUES ("a");
