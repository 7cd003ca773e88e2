CREATE TABLE seen (name VARCHAR(60) PRIMARY KEY, value VARCHAR(2000));
SET @text = 'text';
INSERT INTO seen VALUES
  ('character_set_client', @@character_set_client),
  ('character_set_connection', @@character_set_connection),
  ('character_set_results', @@character_set_results),
  ('character_set_database', @@character_set_database),
  ('collation_connection', @@collation_connection),
  ('collation_database', @@collation_database),
  ('sql_mode', @@sql_mode),
  ('autocommit', @@autocommit),
  ('foreign_key_checks', @@foreign_key_checks),
  ('unique_checks', @@unique_checks),
  ('sql_safe_updates', @@sql_safe_updates),
  ('sql_notes', @@sql_notes),
  ('sql_auto_is_null', @@sql_auto_is_null),
  ('system time zone', @@session.time_zone = @@global.time_zone),
  ('literal collation', COLLATION('text')),
  ('variable collation', COLLATION(@text)),
  ('variable coercibility', COERCIBILITY(@text)),
  ('affected rows', ROW_COUNT());
UPDATE seen SET value = 'same' WHERE name = 'sql_mode';
INSERT INTO seen SELECT 'rows changed by an update that changes nothing', ROW_COUNT() FROM (SELECT 1 AS one) AS t;
