INSERT INTO seen (what) VALUES ('afterBaselineError');
