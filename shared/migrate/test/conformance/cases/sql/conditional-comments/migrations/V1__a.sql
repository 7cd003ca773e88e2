/*!40101 CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20)) */;
INSERT INTO t VALUES (1 /*!40101 + 1 */, 'two');
INSERT INTO t VALUES (3 /*!99999 + 1 */, 'three');
/*!99999 INSERT INTO t VALUES (9, 'never') */;
/*!50003 INSERT */ /*!50001 INTO t */ /*!50001 VALUES (4, 'a;b') */;
INSERT INTO t VALUES (5, '/*!40101 ; */');
