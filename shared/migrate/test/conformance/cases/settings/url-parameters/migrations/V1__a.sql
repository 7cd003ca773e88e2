CREATE TABLE seen (step INT);
INSERT INTO seen VALUES (@@auto_increment_increment);
