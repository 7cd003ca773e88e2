INSERT INTO patients (id, note) VALUES (4, ';');
CREATE TABLE modes AS SELECT @@time_zone AS tz, @@sql_notes AS notes, @@unique_checks AS uq, @@foreign_key_checks AS fk, @@character_set_client AS cs, @@collation_connection AS co, @@sql_mode LIKE '%STRICT_TRANS_TABLES%' AS strict;
