CREATE TABLE s (what VARCHAR(20), mode INT, fk INT, zone VARCHAR(20));;
