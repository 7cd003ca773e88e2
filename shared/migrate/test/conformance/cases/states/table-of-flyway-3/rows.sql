CREATE TABLE schema_version (
  version_rank INT NOT NULL,
  installed_rank INT NOT NULL,
  version VARCHAR(50) NOT NULL PRIMARY KEY,
  description VARCHAR(200) NOT NULL,
  type VARCHAR(20) NOT NULL,
  script VARCHAR(1000) NOT NULL,
  checksum INT,
  installed_by VARCHAR(100) NOT NULL,
  installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL,
  success BOOL NOT NULL,
  INDEX schema_version_vr_idx (version_rank)
);;
INSERT INTO schema_version VALUES (1, 1, '1', 'a', 'SQL', 'V1__a.sql', 800635529, 'someone', '2014-01-02 03:04:05', 7, 1);;
