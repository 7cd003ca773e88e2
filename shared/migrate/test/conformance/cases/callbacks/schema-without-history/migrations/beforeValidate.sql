CREATE TABLE seen AS SELECT COUNT(*) AS histories FROM information_schema.tables WHERE table_schema = DATABASE();
