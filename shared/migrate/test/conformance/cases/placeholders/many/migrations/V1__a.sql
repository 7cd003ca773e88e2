SELECT ${a}
, ${a};
SELECT 2;

SELECT ${a} FROM
  nowhere;
