/* don't; split
   here -- */ CREATE/**/TABLE/*;*/t (id INT PRIMARY KEY /* it's; */, s VARCHAR(20)/*"*/);
/***/ INSERT INTO t VALUES (1, 'a') /* ; */; /* ' */
/* # */ INSERT INTO t VALUES (2, /*
;
*/ 'b');
/* -- */
INSERT INTO t VALUES (3, 'c')/* no ; behind it */
