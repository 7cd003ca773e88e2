USE `${other}`;
INSERT INTO t VALUES (3);
