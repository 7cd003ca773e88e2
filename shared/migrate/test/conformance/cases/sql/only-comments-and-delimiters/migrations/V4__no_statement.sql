/* nothing */
-- here
