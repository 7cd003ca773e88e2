USE ${flyway:defaultSchema}_two;
