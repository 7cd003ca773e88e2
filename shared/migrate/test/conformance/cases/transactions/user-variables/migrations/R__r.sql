INSERT INTO t VALUES (3, CONCAT_WS(',', 'left:', @plain));
