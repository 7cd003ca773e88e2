CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(100) NOT NULL);
INSERT INTO t VALUES (1, 'it''s;'), (2, 'it\'s;'), (3, "say ""hi"";"), (4, "say \"hi\";"), (5, "it's;"), (6, 'say "hi";');
INSERT INTO t VALUES (7, 'ends with a backslash\\'), (8, '\\'';'), (9, "\\"), (10, ''), (11, ''';'''), (12, '\\\';'), (13, "\%;\_");
INSERT INTO t VALUES (14, 'one; ' 'and ' "two;"), (15, 'over'
  ' lines;'), (16, '\0\b\n\r\t\Z;');
INSERT INTO t VALUES (17, 'the end');
