CREATE TABLE seen (step INT, start INT);
INSERT INTO seen VALUES (@@auto_increment_increment, @@auto_increment_offset);
