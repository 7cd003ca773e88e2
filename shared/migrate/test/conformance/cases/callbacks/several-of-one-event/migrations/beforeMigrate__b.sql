INSERT INTO seen (what) VALUES ('before__b');
