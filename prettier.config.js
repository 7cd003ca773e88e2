module.exports = {
  printWidth: 110,
  singleQuote: true,
};
