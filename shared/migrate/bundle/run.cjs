'use strict';
/**
 * Runs main.cjs, beside which the build puts this file. Node.js compiles a program anew at each start, which takes a
 * fifth of it here; so V8's compiled form of each chunk is kept in `code-cache` and handed to V8 again. The first run
 * that has met the database and ended well writes it, where the folder can be written.
 *
 * V8 refuses what another version of it or other flags have made, but looks at nothing of the source but its length, and
 * at nothing of what it is handed but its head. Therefore the names of chunks, and with them those in the cache, hold a
 * hash of what is in them, and a checksum stands in front of each. What is in this
 * folder is as trustworthy as the program itself, other than a folder for temporary files.
 */
const { Buffer } = require('node:buffer');
const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

const folder = path.join(__dirname, 'code-cache', `${process.version}-${process.platform}-${process.arch}`);
const loaded = new Map();
const uncached = new Map();

if (process.argv.includes('-X')) {
  // Node.js reads source maps of what it loads itself.
  process.setSourceMapsEnabled(true);
  require('./main.cjs');
} else {
  process.once('exit', keep);
  load('main.cjs');
}

function load(name) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  compile(name).call(
    module.exports,
    module.exports,
    requireFrom,
    module,
    path.join(__dirname, name),
    __dirname,
  );
  return module.exports;
}

/** What is no chunk is left to Node.js, for which it is required from this same folder. */
function requireFrom(id) {
  return id.startsWith('./') && !id.startsWith('./late/') ? load(id.slice(2)) : require(id);
}

function compile(name) {
  const filename = path.join(__dirname, name);
  const source = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(filename, 'utf8')}\n})`;
  const cachedData = cached(name);
  const script = new Script(source, { filename, cachedData });
  if (!cachedData) uncached.set(name, script);
  return script.runInThisContext();
}

function cached(name) {
  try {
    const file = fs.readFileSync(path.join(folder, name));
    const bytes = file.subarray(4);
    return file.readUInt32LE(0) === crc32(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** At the end, so that the functions are in it that this run has compiled. */
function keep(code) {
  const hasMetDatabase = [...loaded.keys()].some((name) => name.startsWith('driver-'));
  uncached.delete('main.cjs');
  if (code !== 0 || !hasMetDatabase || uncached.size === 0) return;
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, script] of uncached) write(path.join(folder, name), script.createCachedData());
  } catch {
    // A folder that cannot be written: the next run compiles anew as well.
  }
}

/** Whole or not at all: others may start meanwhile. */
function write(file, bytes) {
  const temporary = `${file}.${process.pid}`;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(bytes));
  fs.writeFileSync(temporary, Buffer.concat([checksum, bytes]));
  fs.renameSync(temporary, file);
}
