INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES
(2, '2', 'b', 'SQL', 'V2__b.sql', 5, 'someone', '2024-01-02 03:04:05', 7, 1),
(3, '3', 'c', 'SQL', 'V3__c.sql', 5, 'someone', '2024-01-02 03:04:05', 7, 0);;
