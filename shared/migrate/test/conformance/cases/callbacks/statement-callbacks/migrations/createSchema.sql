INSERT INTO seen (what) VALUES ('createSchema');
