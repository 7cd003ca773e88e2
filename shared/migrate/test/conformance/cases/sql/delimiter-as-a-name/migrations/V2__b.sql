INSERT INTO t (id, delimiter) VALUES (2, '//');
ALTER TABLE t
  DROP COLUMN
  delimiter;
