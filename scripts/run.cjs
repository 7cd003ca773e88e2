// What the plain-JavaScript scripts share: they run before anything is installed or built.
const { spawn, spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const root = path.dirname(__dirname);

/** Runs a program with the terminal's own input and output; returns its exit code. */
function run(command, args) {
  const { status, error } = spawnSync(...program(command, args, { stdio: 'inherit' }));
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Runs a program beside others; resolves to its exit code, and what it printed. */
function runApart(command, args) {
  const child = spawn(...program(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: `${command}: ${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** npm and every tool are .cmd files on Windows, which only its shell can start. */
function program(command, args, options) {
  const all = { ...options, cwd: root, env: { TURBO_TELEMETRY_DISABLED: '1', ...process.env } };
  return process.platform === 'win32'
    ? [[command, ...args].map(quoted).join(' '), { ...all, shell: true }]
    : [command, args, all];
}

/** For cmd.exe: blanks stay inside one argument, and & | < > ^ lose their meaning. */
function quoted(argument) {
  return /^[\w./\\:=@*-]+$/.test(argument) ? argument : `"${argument.replaceAll('"', '""')}"`;
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

/**
 * Runs a TypeScript file of this folder in this process. The program tsx would kill it at a second Ctrl-C, or while it
 * copies files, and what it was about to remove would stay behind.
 */
function runHere(file) {
  // Its build for require() cannot find itself.
  import('tsx/esm/api')
    .then(({ register }) => {
      register();
      return import(pathToFileURL(path.join(__dirname, file)).href);
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
}

module.exports = { root, run, runApart, runHere, tool, ensureInstalled };
