CREATE TABLE flyway_schema_history (
  INSTALLED_RANK INT NOT NULL PRIMARY KEY,
  VERSION VARCHAR(50) NULL,
  DESCRIPTION VARCHAR(200) NOT NULL,
  TYPE VARCHAR(20) NOT NULL,
  SCRIPT VARCHAR(1000) NOT NULL,
  CHECKSUM INT NULL,
  INSTALLED_BY VARCHAR(100) NOT NULL,
  INSTALLED_ON DATETIME NOT NULL,
  EXECUTION_TIME INT NOT NULL,
  SUCCESS BOOL NOT NULL
);;
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES
(1, '1', 'a', 'SQL', 'V1__a.sql', 800635529, 'someone', '2024-01-02 03:04:05', 7, 1);;
