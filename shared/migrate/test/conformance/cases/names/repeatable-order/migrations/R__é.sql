INSERT INTO s (n) VALUES ("e");
