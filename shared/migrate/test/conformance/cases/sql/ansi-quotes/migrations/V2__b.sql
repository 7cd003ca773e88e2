INSERT INTO t ("a;b", "id") VALUES ('"', 2);
