SELECT '${x}${y}';
