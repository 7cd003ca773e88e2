INSERT INTO seen (what, transaction_open) VALUES ('V1', @@autocommit);
ROLLBACK;
