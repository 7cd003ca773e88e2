-- line 1
INSERT INTO t
  VALUES (1);
INSERT INTO t VALUES (2);

/* the statement
   begins behind */
  -- me, in line 9:
  INSERT
  INTO t VALUSE (3);
INSERT INTO t VALUES (4);
