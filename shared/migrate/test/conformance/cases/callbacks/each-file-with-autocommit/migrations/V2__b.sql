INSERT INTO seen (what, transaction_open) VALUES ('V2', @@autocommit);
