INSERT INTO seen (what) VALUES ('before 1');
CREATE TABLE IF NOT EXISTS x (id INT);
INSERT INTO seen (what) VALUES ('before 2');
