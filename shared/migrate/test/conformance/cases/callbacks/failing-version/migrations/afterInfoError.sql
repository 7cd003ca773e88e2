INSERT INTO seen (what) VALUES ('afterInfoError');
