-- The users of all services and their grants. Written from service-map.json by "nilecare-db write".
-- Run as an administrator, after create-service-databases.sql, as often as you like.
--
-- There is no password in here. A user comes into being locked and without a usable password:
--     mysql < create-service-users.sql
-- A session variable with the hash of a password sets that password and unlocks the user, also when it exists already:
--     (nilecare-db hash auth_service; cat create-service-users.sql) | mysql
-- "nilecare-db hash" asks for the password and prints  SET @auth_service_password_hash = …;  for several users name
-- several. From the prompt of mysql: run that line, then  SOURCE create-service-users.sql
-- Users without such a variable keep the password and the lock that they have.
--
-- All are made for connections from localhost; for others:  nilecare-db users --host=10.0.0.%
-- An underscore in the database of a GRANT is a wildcard, therefore it is escaped. A MySQL server that runs with
-- partial_revokes knows no wildcards there: use "nilecare-db users" for it, or leave the backslashes out.

SET @nilecare_mariadb = VERSION() LIKE '%MariaDB%';
SET @nilecare_identified = IF(@nilecare_mariadb,
  'IDENTIFIED VIA mysql_native_password USING ',
  'IDENTIFIED WITH caching_sha2_password AS ');
SET @nilecare_no_password = QUOTE(IF(@nilecare_mariadb,
  'invalid',
  '$A$005$NO-PASSWORD-SET-----...........................................'));
SET @nilecare_hash_pattern = IF(@nilecare_mariadb, '^[*][0-9A-Fa-f]{40}$', '^0x[0-9A-Fa-f]{140}$');

-- auth_service: everything on nilecare_auth, nothing elsewhere
SET @nilecare_account = '''auth_service''@''localhost''';
SET @nilecare_hash = @auth_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @auth_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_auth`.* TO 'auth_service'@'localhost';

-- billing_service: everything on nilecare_billing, nothing elsewhere
SET @nilecare_account = '''billing_service''@''localhost''';
SET @nilecare_hash = @billing_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @billing_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_billing`.* TO 'billing_service'@'localhost';

-- payment_service: everything on nilecare_payment, nothing elsewhere
SET @nilecare_account = '''payment_service''@''localhost''';
SET @nilecare_hash = @payment_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @payment_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_payment`.* TO 'payment_service'@'localhost';

-- business_service: everything on nilecare_business, nothing elsewhere
SET @nilecare_account = '''business_service''@''localhost''';
SET @nilecare_hash = @business_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @business_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_business`.* TO 'business_service'@'localhost';

-- facility_service: everything on nilecare_facility, nothing elsewhere
SET @nilecare_account = '''facility_service''@''localhost''';
SET @nilecare_hash = @facility_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @facility_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_facility`.* TO 'facility_service'@'localhost';

-- lab_service: everything on nilecare_lab, nothing elsewhere
SET @nilecare_account = '''lab_service''@''localhost''';
SET @nilecare_hash = @lab_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @lab_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_lab`.* TO 'lab_service'@'localhost';

-- medication_service: everything on nilecare_medication, nothing elsewhere
SET @nilecare_account = '''medication_service''@''localhost''';
SET @nilecare_hash = @medication_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @medication_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_medication`.* TO 'medication_service'@'localhost';

-- inventory_service: everything on nilecare_inventory, nothing elsewhere
SET @nilecare_account = '''inventory_service''@''localhost''';
SET @nilecare_hash = @inventory_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @inventory_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT ALL PRIVILEGES ON `nilecare\_inventory`.* TO 'inventory_service'@'localhost';

-- readonly_service: SELECT on every database, nothing else
SET @nilecare_account = '''readonly_service''@''localhost''';
SET @nilecare_hash = @readonly_service_password_hash;
SET @nilecare_sql = CONCAT('CREATE USER IF NOT EXISTS ', @nilecare_account,
  ' ', @nilecare_identified, @nilecare_no_password, ' ACCOUNT LOCK');
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
SET @nilecare_sql = CASE
  WHEN @nilecare_hash IS NULL THEN 'DO 0'
  WHEN @nilecare_hash REGEXP @nilecare_hash_pattern THEN CONCAT('ALTER USER ', @nilecare_account,
    ' ', @nilecare_identified, IF(@nilecare_mariadb, QUOTE(@nilecare_hash), @nilecare_hash), ' ACCOUNT UNLOCK')
  ELSE 'The value of @readonly_service_password_hash is not a hash for this server'
END;
PREPARE nilecare_statement FROM @nilecare_sql;
EXECUTE nilecare_statement;
GRANT SELECT ON `nilecare\_auth`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_billing`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_payment`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_business`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_facility`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_lab`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_medication`.* TO 'readonly_service'@'localhost';
GRANT SELECT ON `nilecare\_inventory`.* TO 'readonly_service'@'localhost';

DEALLOCATE PREPARE nilecare_statement;
