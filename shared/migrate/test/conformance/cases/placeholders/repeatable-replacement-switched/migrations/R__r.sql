SELECT '${x}';
