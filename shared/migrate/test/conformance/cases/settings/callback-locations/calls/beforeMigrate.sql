CREATE TABLE called (id INT);
