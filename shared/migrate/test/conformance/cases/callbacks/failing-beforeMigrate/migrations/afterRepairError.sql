INSERT INTO seen (what) VALUES ('afterRepairError');
