CREATE TABLE seen (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(60), transaction_open INT);
INSERT INTO seen (what) VALUES ('after');
