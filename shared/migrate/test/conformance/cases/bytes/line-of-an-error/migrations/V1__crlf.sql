SELECT 1;

SELECT x FROM
nowhere;
