;; ;
 ;
-- a; comment
/* ; */ ;
