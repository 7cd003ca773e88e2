CREATE TABLE `${flyway:defaultSchema}`.a (id INT);
CREATE TABLE `${flyway:database}`.b (id INT);
