SELECT ${amount};
