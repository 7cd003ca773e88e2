'use strict';
// Preloaded into a command line under test: writes how much memory it has taken at most, and how many bytes it has read from
// files and connections, to the file that NILECARE_SEEN names.
const { readFileSync, writeFileSync } = require('node:fs');

const { env } = process;
process.once('exit', () => {
  const [, read] = /^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'));
  // Not the maxRSS of getrusage, which begins at what the parent held when it forked.
  const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(env.NILECARE_SEEN, JSON.stringify({ peak: peak * 1024, read: Number(read) }));
});
