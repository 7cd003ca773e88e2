// A worker that looks at the processes of this machine each 10 ms, as `ps -eo args` does, and keeps each distinct command
// line, and the environment of each database server. Says when it has begun. Told `stop`, it answers with what it saw. On Linux those that were
// there before it are looked at twice, at first and at last: whoever is given a secret later is a new process.
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { clearInterval, setInterval } = require('node:timers');
const { parentPort } = require('node:worker_threads');

const period = 10;
const seen = { commandLines: new Set(), serverEnvironments: new Set() };
const gaps = [];
let last = Date.now();
/** Found by the first look and by each look since: a number may be given to another process later. */
let old = new Set(look(new Set()));
// Whoever is watched begins behind that look: what it starts would be old otherwise, and never be looked at.
parentPort.postMessage('watching');

const timer = setInterval(() => {
  gaps.push(Date.now() - last);
  last = Date.now();
  old = new Set(look(old).filter((name) => old.has(name)));
}, period);

parentPort.on('message', () => {
  clearInterval(timer);
  look(new Set());
  gaps.sort((a, b) => a - b);
  parentPort.postMessage({
    commandLines: [...seen.commandLines].join('\n'),
    serverEnvironments: [...seen.serverEnvironments].join('\n'),
    samples: gaps.length,
    medianGap: gaps[Math.floor(gaps.length / 2)] ?? 0,
  });
  parentPort.close();
});

/** Gives the numbers of all processes, those that were not looked at included; none where there is no /proc. */
function look(without) {
  if (process.platform === 'linux') return lookInProc(without);
  seen.commandLines.add(spawnSync('ps', ['-axwwo', 'args'], { encoding: 'utf8' }).stdout);
  return [];
}

function lookInProc(without) {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    if (without.has(name)) continue;
    const line = read(`/proc/${name}/cmdline`);
    if (line === '') continue;
    seen.commandLines.add(line);
    if (/^\S*(?:mariadbd|mysqld)/.test(line)) seen.serverEnvironments.add(read(`/proc/${name}/environ`));
  }
  return names;
}

/** A process may end between being listed and being read. */
function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
