INSERT INTO seen (what) VALUES ('${WHO} ${flyway:filename}');
