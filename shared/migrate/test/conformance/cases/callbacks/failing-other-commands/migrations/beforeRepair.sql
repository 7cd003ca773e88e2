INSERT INTO seen (what) VALUES ('beforeRepair');
SELEKT 1;
