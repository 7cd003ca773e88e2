INSERT INTO s VALUES ('after', FIND_IN_SET('ANSI_QUOTES', @@sql_mode) > 0, @@foreign_key_checks, @@time_zone);
