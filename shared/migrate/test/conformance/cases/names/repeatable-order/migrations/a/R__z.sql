INSERT INTO s (n) VALUES ("z");
