INSERT INTO seen (what) VALUES ('no description');
