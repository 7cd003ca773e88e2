INSERT INTO log SELECT COUNT(*) FROM ${flyway:table};
