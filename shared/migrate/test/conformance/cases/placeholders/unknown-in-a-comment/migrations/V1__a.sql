CREATE TABLE a (id INT PRIMARY KEY);
-- costs ${amount}
