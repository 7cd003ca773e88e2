INSERT INTO seen (what) VALUES ('before__2_x');
