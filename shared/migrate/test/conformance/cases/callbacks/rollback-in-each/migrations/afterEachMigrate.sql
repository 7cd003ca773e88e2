INSERT INTO seen (what) VALUES ('after');
ROLLBACK;
