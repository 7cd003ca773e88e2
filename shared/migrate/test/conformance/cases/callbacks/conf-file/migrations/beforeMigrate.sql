INSERT INTO seen (what) VALUES ('lost');
ROLLBACK;
INSERT INTO seen (what) VALUES ('here');
