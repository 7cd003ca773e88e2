-- don't split; here
# nor; "here
CREATE TABLE t ( -- don't; ever
  id INT PRIMARY KEY, # it's; a comment
  s VARCHAR(20) -- "last; one
);
--
#
INSERT INTO t VALUES (1, 'a'); -- behind; it's fine
INSERT INTO t VALUES (2, 'b'); # behind; it's fine
INSERT INTO t -- ' ;
  VALUES # ` ;
  --
  (3, 'c');
--	a tab behind the dashes; is a comment's
-- the end; without a statement