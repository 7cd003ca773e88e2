CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(100), b VARBINARY(20));
INSERT INTO t VALUES (1, N'n;''', X'3B27'), (2, n'n;\'', x'3b'), (3, _utf8mb4'u;', B'00111011'), (4, _utf8mb4 "v;", b'111011'), (5, _latin1'l;', 0x3B27);
INSERT INTO t VALUES (6, _utf8mb4 X'3B27', 0b111011), (7, _utf8mb4'k;' COLLATE utf8mb4_bin, _binary'b;\'');
INSERT INTO t VALUES (8, DATE'2024-02-29', TIME'10:11:12'), (9, TIMESTAMP'2024-02-29 10:11:12', 1e3), (10, -1e-1, .5);
