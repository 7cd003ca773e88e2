CREATE TABLE early (id INT);
