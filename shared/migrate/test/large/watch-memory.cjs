'use strict';
// Preloaded into a command line under test: writes how much memory it has taken at most, and how many bytes it has read from
// files and connections, to the file that NILECARE_SEEN names.
const { readFileSync, writeFileSync } = require('node:fs');

const { env, resourceUsage } = process;
process.once('exit', () => {
  const [, read] = /^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'));
  writeFileSync(
    env.NILECARE_SEEN,
    JSON.stringify({ peak: resourceUsage().maxRSS * 1024, read: Number(read) }),
  );
});
