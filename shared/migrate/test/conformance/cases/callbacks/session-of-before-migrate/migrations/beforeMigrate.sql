SET foreign_key_checks = 0, time_zone = '+03:00', sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');
