SET SESSION sql_mode = REPLACE(@@sql_mode, 'ANSI_QUOTES', '');
INSERT INTO t VALUES (3, "back;");
