CREATE TABLE a AS SELECT @@SESSION.auto_increment_increment AS i;
