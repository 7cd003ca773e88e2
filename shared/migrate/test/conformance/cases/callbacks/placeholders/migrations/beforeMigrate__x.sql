INSERT INTO seen (what) VALUES ('${who} ${flyway:filename} ${flyway:table}');
