INSERT INTO runs (n) VALUES ('none');
