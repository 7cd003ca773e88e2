INSERT INTO seen (what) VALUES ('kept');
ROLLBACK;
