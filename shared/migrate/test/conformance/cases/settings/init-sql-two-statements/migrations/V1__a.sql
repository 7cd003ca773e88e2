CREATE TABLE a AS SELECT @@SESSION.auto_increment_increment AS i, @@SESSION.auto_increment_offset AS o;
