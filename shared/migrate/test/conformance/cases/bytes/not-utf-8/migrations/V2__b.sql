SELECT 'Grφίe';
