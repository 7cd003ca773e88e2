CREATE TABLE seen AS SELECT '${flyway:environment}' AS environment;
