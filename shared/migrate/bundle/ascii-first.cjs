'use strict';
// Stands in for iconv-lite in the bundle. mysql2 asks it for CESU-8, MySQL's utf8mb3, to read the server's version: plain
// ASCII, for which half a megabyte of tables would be read at each start.
const { isAscii } = require('node:buffer');

const iconv = () => require('./late/iconv-lite.cjs');

exports.getEncoder = (...options) => iconv().getEncoder(...options);

exports.getDecoder = (encoding, options) => {
  const decoder = () => iconv().getDecoder(encoding, options);
  return encoding === 'cesu8' ? asciiFirst(decoder) : decoder();
};

/** mysql2 decodes each text as a whole: one `write`, and an `end` behind it. */
function asciiFirst(open) {
  let decoder;
  return {
    write: (bytes) => (isAscii(bytes) ? bytes.toString('latin1') : (decoder ??= open()).write(bytes)),
    end: () => decoder?.end(),
  };
}
