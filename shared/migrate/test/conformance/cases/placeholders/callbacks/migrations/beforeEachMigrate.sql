SET @before = '${flyway:filename} ${x}';
