// A worker that looks at every process of this machine each 10 ms, as `ps -eo args` does, and keeps each distinct
// command line, and the environment of each database server. Told `stop`, it answers with what it saw.
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { clearInterval, setInterval } = require('node:timers');
const { parentPort } = require('node:worker_threads');

const period = 10;
const seen = { commandLines: new Set(), serverEnvironments: new Set() };
const gaps = [];
let last = Date.now();

const timer = setInterval(() => {
  gaps.push(Date.now() - last);
  last = Date.now();
  if (process.platform === 'linux') lookInProc();
  else seen.commandLines.add(spawnSync('ps', ['-axwwo', 'args'], { encoding: 'utf8' }).stdout);
}, period);

parentPort.on('message', () => {
  clearInterval(timer);
  gaps.sort((a, b) => a - b);
  parentPort.postMessage({
    commandLines: [...seen.commandLines].join('\n'),
    serverEnvironments: [...seen.serverEnvironments].join('\n'),
    samples: gaps.length,
    medianGap: gaps[Math.floor(gaps.length / 2)] ?? 0,
  });
  parentPort.close();
});

function lookInProc() {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = read(`/proc/${name}/cmdline`);
    if (line === '') continue;
    seen.commandLines.add(line);
    if (/^\S*(?:mariadbd|mysqld)/.test(line)) seen.serverEnvironments.add(read(`/proc/${name}/environ`));
  }
}

/** A process may end between being listed and being read. */
function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
