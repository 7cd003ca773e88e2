INSERT INTO seen (what, transaction_open) VALUES ('after', @@autocommit);
