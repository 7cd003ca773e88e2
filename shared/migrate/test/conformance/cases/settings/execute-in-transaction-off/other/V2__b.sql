INSERT INTO log VALUES ('again');
