SET @fromBefore = 'before';
CREATE TABLE IF NOT EXISTS log (s VARCHAR(60));
INSERT INTO log VALUES ('before each');
