CREATE TABLE texts (id INT PRIMARY KEY, t VARCHAR(200)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- 😀 東京
INSERT INTO texts VALUES (1, '😀'), (2, '東京'), (3, '𝒳é'), (4, 'é');
CREATE TABLE `größe_東` (`Ω` INT COMMENT '😀');
