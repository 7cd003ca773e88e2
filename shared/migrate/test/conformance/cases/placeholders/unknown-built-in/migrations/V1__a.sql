SELECT '${flyway:password}';
