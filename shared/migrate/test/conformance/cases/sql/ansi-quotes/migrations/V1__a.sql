SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');
CREATE TABLE "t" ("id" INT PRIMARY KEY, "a;b" VARCHAR(20));
INSERT INTO "t" VALUES (1, 'x"y;');
