INSERT INTO seen (what) VALUES ('afterCleanError');
