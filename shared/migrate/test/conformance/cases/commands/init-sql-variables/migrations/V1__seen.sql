CREATE TABLE seen (name VARCHAR(60) PRIMARY KEY, value VARCHAR(200));
INSERT INTO seen VALUES
  ('marker', @marker);
