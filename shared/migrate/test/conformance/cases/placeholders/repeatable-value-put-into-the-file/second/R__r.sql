SELECT 'abc';
