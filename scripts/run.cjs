// What the plain-JavaScript scripts share: they run before anything is installed or built.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);

/** Runs a program with the terminal's own input and output; returns its exit code. */
function run(command, args, environment = {}) {
  const onWindows = process.platform === 'win32';
  const { status, error } = spawnSync(onWindows ? `"${command}"` : command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: onWindows,
    env: { ...process.env, ...environment },
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Path of a command that a development dependency brings. */
function tool(name) {
  return path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Installs what package-lock.json names, unless it is there. Ends the process when that fails. */
function ensureInstalled() {
  if (existsSync(path.join(root, 'node_modules', '.package-lock.json'))) return;
  console.log('Installing dependencies (npm ci) …');
  const code = run('npm', ['ci']);
  if (code !== 0) process.exit(code);
}

module.exports = { root, run, tool, ensureInstalled };
