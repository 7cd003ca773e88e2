INSERT INTO seen (what) VALUES ('before__10_x');
