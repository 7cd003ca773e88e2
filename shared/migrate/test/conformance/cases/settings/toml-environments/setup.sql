CREATE DATABASE {schema}_two;;
