INSERT INTO seen (what) VALUES ('beforeBaseline');
SELEKT 1;
