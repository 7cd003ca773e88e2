INSERT INTO seen (what) VALUES ('beforeRepair');
