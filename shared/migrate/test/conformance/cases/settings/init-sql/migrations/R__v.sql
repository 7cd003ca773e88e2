INSERT INTO a SELECT @@SESSION.auto_increment_increment;
