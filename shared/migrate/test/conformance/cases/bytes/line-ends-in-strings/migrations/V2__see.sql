CREATE TABLE seen AS SELECT id, HEX(t) AS bytes FROM texts ORDER BY id;
