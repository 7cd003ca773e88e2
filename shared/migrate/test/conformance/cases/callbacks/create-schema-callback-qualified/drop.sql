DROP DATABASE {schema};;
