INSERT INTO t VALUES (2, CONCAT_WS(',', 'left:', @plain, @`a b`, @'c;d'));
