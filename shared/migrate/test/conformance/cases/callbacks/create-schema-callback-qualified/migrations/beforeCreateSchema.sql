CREATE DATABASE ${flyway:defaultSchema} CHARACTER SET latin1;
