CREATE TABLE seen (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(60), transaction_open INT);;
CREATE DATABASE {schema}_two;;
