	 CREATE TABLE a (id INT) 	 ;  


  	DELIMITER //  	
CREATE TABLE b(id	INT) //	
DELIMITER ; 	
CREATE TABLE c (id INT);
