CREATE TABLE old (id INT);;
