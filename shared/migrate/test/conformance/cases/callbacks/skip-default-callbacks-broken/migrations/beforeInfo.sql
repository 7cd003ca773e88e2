SELECT ${gone};
