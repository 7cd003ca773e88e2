DROP TABLE flyway_schema_history;;
