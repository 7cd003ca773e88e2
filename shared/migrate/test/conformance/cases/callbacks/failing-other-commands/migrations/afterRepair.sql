INSERT INTO seen (what) VALUES ('afterRepair');
